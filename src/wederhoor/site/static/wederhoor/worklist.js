// Keys and selection for the desk. Everything here also works without it.
(() => {
  "use strict";
  const KEPT = "wederhoor-keys";
  const dialog = document.getElementById("keys");
  const hint = document.querySelector("[data-keys]");
  const form = document.querySelector("[data-selection]");
  const rows = form ? [...form.querySelectorAll("tbody tr")] : [];
  let at = -1;

  const kept = () => { try { return localStorage.getItem(KEPT) !== "off"; } catch { return true; } };
  const keep = (on) => { try { localStorage.setItem(KEPT, on ? "on" : "off"); } catch { /* a private window keeps nothing */ } };
  const boxes = () => rows.map((row) => row.querySelector("[name=number]"));

  function move(step) {
    if (!rows.length) return;
    at = Math.min(Math.max(at + step, 0), rows.length - 1);
    rows.forEach((row, n) => row.toggleAttribute("data-at", n === at));
    rows[at].querySelector("a").focus();
    rows[at].scrollIntoView({ block: "nearest" });
  }

  function counted() {
    const chosen = boxes().filter((box) => box.checked).length;
    rows.forEach((row, n) => row.toggleAttribute("data-chosen", boxes()[n].checked));
    const words = form.querySelector(".bulk b");
    words.dataset.none ??= words.textContent;
    words.textContent = chosen === 0 ? words.dataset.none : chosen === 1 ? words.dataset.one : words.dataset.many.replace("{n}", chosen);
    form.toggleAttribute("data-any", chosen > 0);
    const all = form.querySelector("[data-all]");
    all.checked = chosen === rows.length;
    all.indeterminate = chosen > 0 && chosen < rows.length;
  }

  // A bar that scrolls shows where one is.
  for (const bar of document.querySelectorAll("nav.side, nav.tabs")) {
    const here = bar.querySelector("[aria-current]")?.getBoundingClientRect();
    if (here && bar.scrollWidth > bar.clientWidth) bar.scrollLeft += here.left - bar.getBoundingClientRect().left - (bar.clientWidth - here.width) / 2;
  }

  if (form) {
    const all = form.querySelector("[data-all]");
    all.hidden = false;
    all.addEventListener("change", () => { boxes().forEach((box) => { box.checked = all.checked; }); counted(); });
    form.addEventListener("change", counted);
    form.querySelector("tbody").addEventListener("focusin", (event) => { at = rows.indexOf(event.target.closest("tr")); });
    form.querySelector("tbody").addEventListener("click", (event) => {
      if (event.target.closest("a, input, label") || String(getSelection())) return;
      event.target.closest("tr")?.querySelector("a").click();
    });
    window.addEventListener("pageshow", counted);
  }

  if (dialog && hint) {
    const on = dialog.querySelector("#keys-on");
    hint.hidden = false;
    hint.addEventListener("click", () => dialog.showModal());
    on.checked = kept();
    on.addEventListener("change", () => { keep(on.checked); hint.toggleAttribute("data-off", !on.checked); });
    hint.toggleAttribute("data-off", !kept());
  }

  const typing = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog?.open || typing(event.target)) return;
    if (event.key === "?") { event.preventDefault(); dialog?.showModal(); return; }
    if (!kept()) return;
    const doing = {
      "/": () => document.querySelector("[data-key='/']")?.focus(),
      j: () => move(1),
      k: () => move(-1),
      x: () => { if (at >= 0) { boxes()[at].checked = !boxes()[at].checked; counted(); } },
      d: () => form.querySelector(".bulk select, .bulk button").focus(),
      Enter: () => { if (at >= 0 && event.target.matches("[name=number]")) rows[at].querySelector("a").click(); },
    }[event.key];
    if (!doing || (event.key !== "/" && !form)) return;
    if (event.key !== "Enter" || event.target.matches("[name=number]")) event.preventDefault();
    doing();
  });
})();
