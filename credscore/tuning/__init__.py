"""Work on the lexicons: what a change of a row changes in the findings and in the scores."""
