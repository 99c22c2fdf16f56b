/* The form works without this. With it what is typed stays in the tab until it was kept, and a cut connection is tried again. */
"use strict";
(() => {
  const STORE = "klacht:", WAITS = [2000, 4000, 8000, 15000], MOST = 4;
  const asking = () => document.querySelector("form.asking");
  const place = () => STORE + location.pathname;
  const address = () => location.pathname + location.search;
  let busy = false, shown = address();

  const tab = {
    get() { try { return JSON.parse(sessionStorage.getItem(place()) || "{}"); } catch { return {}; } },
    set(value) { try { sessionStorage.setItem(place(), JSON.stringify(value)); } catch { /* no room, or not allowed */ } },
    drop(key) { try { sessionStorage.removeItem(key); } catch { /* not allowed */ } },
    clear() {
      try { Object.keys(sessionStorage).filter((key) => key.startsWith(STORE)).forEach((key) => sessionStorage.removeItem(key)); }
      catch { /* not allowed */ }
    },
  };

  function typed(event) {
    const field = event.target, form = field.closest && field.closest("form[data-keeps]");
    if (!form || !field.name || field.type === "hidden" || field.type === "file") return;
    const kept = tab.get();
    kept[field.name] = field.value;
    tab.set(kept);
  }

  function restore() {
    if (document.querySelector("[data-sent]")) return tab.clear();
    const form = document.querySelector("form[data-keeps]");
    if (!form) return undefined;
    let changed = false;
    for (const [name, value] of Object.entries(tab.get())) {
      for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (field.type === "radio") {
          if (field.value === value && !field.checked) { field.checked = true; changed = true; }
        } else if (field.value !== value) { field.value = value; changed = true; }
      }
    }
    const note = document.querySelector(".restored");
    if (note && changed) note.hidden = false;
    return undefined;
  }

  function say(which) {
    const line = document.querySelector(".connection");
    if (line) { line.textContent = which ? line.dataset[which] : ""; line.classList.toggle("lost", which === "lost"); }
  }

  function show(text, url, push) {
    const next = new DOMParser().parseFromString(text, "text/html");
    document.title = next.title;
    const parts = (page) => [page.querySelector("main").parentElement, page.querySelector("svg.drawn"), page.querySelector(".switches [name=next]").closest(".switches")];
    const fresh = parts(next);
    parts(document).forEach((old, nth) => old.replaceWith(fresh[nth]));
    if (push && url) history.pushState({}, "", url);
    shown = address();
    scrollTo(0, 0);
    prepare();
    const first = document.querySelector(".ds-error-summary") || document.querySelector("h1");
    if (first) first.focus({ preventScroll: true });
  }

  async function ask(url, options) {
    const stop = new AbortController(), clock = setTimeout(() => stop.abort(), options.patience);
    try {
      const answer = await fetch(url, { credentials: "same-origin", ...options, signal: stop.signal });
      if (answer.status >= 500) throw Object.assign(new Error(String(answer.status)), { answered: true });
      return { answer, text: await answer.text() };
    } finally { clearTimeout(clock); }
  }

  const pause = (ms) => new Promise((go) => { const done = () => { removeEventListener("online", done); go(); }; addEventListener("online", done); setTimeout(done, ms); });

  // As without this script.
  function natively(form, button) {
    if (button && button.name) {
      const said = document.createElement("input");
      Object.assign(said, { type: "hidden", name: button.name, value: button.value });
      form.append(said);
    }
    form.submit();
  }

  async function send(form, button) {
    const data = new FormData(form);
    if (button && button.name) data.append(button.name, button.value);
    const files = form.enctype === "multipart/form-data", here = place();
    const body = files ? data : new URLSearchParams(data);
    const options = { method: "POST", body, headers: { "X-Wederhoor-Page": "1" }, patience: files ? 180000 : 20000 };
    for (let turn = 0, broken = 0; ; turn += 1) {
      let got = null;
      try {
        say("busy");
        got = await ask(form.action, options);
      } catch (error) {
        if (error.answered) broken += 1;
        if (broken >= MOST) return natively(form, button);
        say("lost");
        await pause(WAITS[Math.min(turn, WAITS.length - 1)]);
        if (!form.isConnected) return undefined;
        continue;
      }
      const { answer, text } = got;
      if (!answer.ok && answer.status !== 422) return natively(form, button);
      tab.drop(here);
      return show(text, answer.headers.get("X-Page") || answer.url, true);
    }
  }

  async function submitted(event) {
    const form = event.target;
    if (!form.matches("form.asking") || (event.submitter && event.submitter.closest(".switches"))) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    try { await send(form, event.submitter); } finally { busy = false; }
  }

  async function back() {
    if (address() === shown) return; // a link to a place on this page
    try {
      const { answer, text } = await ask(location.href, { patience: 20000 });
      show(text, answer.url, false);
      if (location.hash) location.replace(location.hash);
    } catch { say("lost"); }
  }

  // What was missing is there now: nothing says any more that it is not.
  function mended(ask) {
    if (!ask.matches(".ask-wrong")) return;
    ask.classList.remove("ask-wrong");
    ask.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
    document.querySelectorAll(".ds-error-summary, .ds-validation-message").forEach((said) => said.remove());
    document.title = document.title.replace(/^[^:]+: /, "");
  }

  // The server says what an answer lacks before the next question.
  function further(event) {
    const ask = event.target.closest(".ask"), needed = [...ask.querySelectorAll("[required]")];
    if (!needed.some((field) => field.getClientRects().length && !field.value.trim())) return void mended(ask);
    event.preventDefault();
    ask.closest("form").querySelector("[name=naar][value=here]").click();
  }

  function entered(event) {
    const field = event.target;
    if (event.key !== "Enter" || event.isComposing || !field.matches(".asking .ask input")) return;
    const on = field.closest(".ask").querySelector(".further a");
    event.preventDefault();
    (on && on.getClientRects().length ? on : field.form.querySelector(".onward > .go")).click();
  }

  function clicked(event) {
    if (event.target.closest && event.target.closest(".further a")) return void further(event);
    const at = event.target.closest ? event.target.closest("[data-print], [data-read], [data-forget]") : null;
    if (!at) return;
    if ("print" in at.dataset) print();
    if ("forget" in at.dataset) tab.clear();
    if (at.dataset.read) {
      const words = new SpeechSynthesisUtterance(at.dataset.read.replace(/-/g, ", ").replace(/\d/g, "$& "));
      words.lang = "nl-NL";
      words.voice = voice();
      words.rate = 0.8;
      speechSynthesis.cancel();
      speechSynthesis.speak(words);
    }
  }

  const voice = () => speechSynthesis.getVoices().find((one) => one.lang.startsWith("nl") && one.localService);

  function prepare() {
    restore();
    const typing = document.querySelector("[data-from-address]");
    if (typing && location.hash.length > 1) {
      try {
        if (!typing.value) typing.value = decodeURIComponent(location.hash.slice(1));
        history.replaceState(null, "", address()); // the words stay in no address bar
      } catch { /* no words */ }
    }
    const reading = document.querySelector("[data-read]");
    if (reading && "speechSynthesis" in window) reading.hidden = !voice();
  }

  document.addEventListener("input", typed);
  document.addEventListener("change", typed);
  document.addEventListener("submit", submitted);
  document.addEventListener("click", clicked);
  document.addEventListener("keydown", entered);
  addEventListener("popstate", back);
  if ("speechSynthesis" in window) speechSynthesis.onvoiceschanged = prepare;
  prepare();
})();
