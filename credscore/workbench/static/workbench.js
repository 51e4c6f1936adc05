// The little that htmx does not do: the focus goes into the panel when it is opened from elsewhere, Escape closes it,
// and then the focus goes back to where it was opened from.
"use strict";
let opener = "", opening = false;
const panel = () => document.querySelector("#panel [data-closes]");
if (matchMedia("(max-width: 62rem)").matches) document.querySelector(".chooser").open = false;
document.querySelector("#items [aria-current]")?.scrollIntoView({ block: "nearest" });
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[hx-get]");
  if (!link || link.closest("#panel")) return;
  opener = link.id;
  opening = true;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !panel()) return;
  htmx.process(panel()); // a panel that has just come is not htmx's yet: its link would load the whole page
  panel().click();
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "panel") return;
  const from = opener && document.getElementById(opener);
  document.body.classList.toggle("panel-open", Boolean(panel()));
  document.querySelectorAll("#article [aria-current]").forEach((mark) => mark.removeAttribute("aria-current"));
  if (from && panel() && from.matches(".m")) from.setAttribute("aria-current", "true");
  if (opening && panel()) document.querySelector("#panel h2").focus();
  else if (!panel() && from) from.focus();
  document.querySelector("#panel [role=alert]")?.scrollIntoView({ block: "nearest" });
  opening = false;
});
