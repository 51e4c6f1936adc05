"""The workbench: a local page to change a word of the lexicons and see at once what moves. Needs the extra [serve]."""
