// The little that htmx does not do: Escape closes the panel, and the focus goes back to where the panel was opened from.
"use strict";
let opener = "";
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[id][hx-get]");
  if (link && !link.closest("#panel")) opener = link.id;
});
document.addEventListener("keydown", (event) => {
  const close = document.querySelector("#panel [data-closes]");
  if (event.key === "Escape" && close) close.click();
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "panel") return;
  const closed = !document.querySelector("#panel [data-closes]");
  document.body.classList.toggle("panel-open", !closed);
  for (const mark of document.querySelectorAll("#article .m[aria-current]")) if (mark.id !== opener || closed) mark.removeAttribute("aria-current");
  const from = document.getElementById(opener);
  if (closed && from) from.focus();
  else if (from && from.matches(".m")) from.setAttribute("aria-current", "true");
});
