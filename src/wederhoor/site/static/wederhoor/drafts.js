// Keeps what is being typed in a form with data-draft: a moment after the last key, and when the page is left.
// Without this file the button 'Bewaar concept' does the same.
(() => {
  "use strict";
  const WAIT = 1500;

  // The files of a form are no part of its draft; and a browser takes no more than 64 kB along from a page that is left.
  const draft = (form) => {
    const data = new FormData(form);
    for (const field of form.querySelectorAll("input[type=file]")) data.delete(field.name);
    return data;
  };

  const keep = async (form, leaving = false) => {
    const said = form.querySelector(".saved") ?? form.parentElement.querySelector(".saved");
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST", body: draft(form), headers: { Accept: "application/json" }, keepalive: leaving,
      });
      const found = await answer.json();
      if (said) said.textContent = found.said;
      if (found.edition !== undefined) form.elements.edition.value = found.edition;
    } catch {
      if (said) said.textContent = document.documentElement.lang.startsWith("en") ? "not kept" : "niet bewaard";
    }
  };

  for (const form of document.querySelectorAll("form[data-draft]")) {
    // One at a time: what is kept may count up (the edition of a report), and the next must say which one it follows.
    let timer = 0, sending = false, busy = null;
    const next = () => {
      const mine = Promise.resolve(busy).then(() => keep(form));
      busy = mine;
      mine.then(() => { if (busy === mine) busy = null; });
    };
    form.addEventListener("submit", (event) => {
      clearTimeout(timer);
      if (busy && form.elements.edition) {
        event.preventDefault();
        if (!sending) busy.then(() => form.requestSubmit(event.submitter));
      }
      sending = true;
    });
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(() => { timer = 0; if (!sending) next(); }, WAIT);
    };
    form.addEventListener("input", later);
    // On a slow line somebody types before this file is there.
    if ([...form.querySelectorAll("textarea, input[type=text]")].some((field) => field.value !== field.defaultValue)) later();
    addEventListener("pagehide", () => { if (timer && !sending) { clearTimeout(timer); keep(form, true); } });
  }

  // '@' in a note opens the list of colleagues; a name that is ticked is written into the text.
  for (const list of document.querySelectorAll("details.mentions")) {
    const text = list.closest("form").querySelector("textarea");
    text.addEventListener("input", (event) => {
      if (event.data === "@") list.open = true;
    });
    list.addEventListener("change", (event) => {
      const name = event.target.dataset.name;
      if (!name || !event.target.checked) return;
      const at = text.value.replace(/@+$/, "");
      text.value = `${at}${at && !at.endsWith(" ") && !at.endsWith("\n") ? " " : ""}@${name} `;
      text.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
})();
