// Reads the page aloud with a voice of the device itself. Without one there is no button.
(() => {
  const button = document.querySelector("[data-read-aloud]");
  const speech = window.speechSynthesis;
  if (!button || !speech) return;
  const page = document.documentElement.lang || "nl";
  const label = button.querySelector(".lbl");
  const start = label.textContent;
  const PARTS = "h1, h2, h3, h4, p, li, dt, dd, summary, label, legend, button, .door, .ds-tag";
  let queue = [];

  const voice = (lang) => speech.getVoices().find((one) => one.localService && one.lang.toLowerCase().startsWith(lang.slice(0, 2)));
  const offer = () => { button.hidden = !voice(page); };

  const visible = (part) => (part.checkVisibility ? part.checkVisibility() : part.getClientRects().length > 0);

  // The smallest pieces that hold words.
  function pieces() {
    return [...document.querySelectorAll("#main " + PARTS.replaceAll(", ", ", #main "))].filter((part) =>
      visible(part) && !part.closest("[hidden], [aria-hidden=true]") && part.innerText.trim() &&
      !(part.querySelector(PARTS) && !part.matches(".door, label, button")) && !part.parentElement.closest(".door, label, button"));
  }

  function stop() {
    queue.forEach((part) => part.classList.remove("being-read"));
    queue = [];
    speech.cancel();
    button.setAttribute("aria-pressed", "false");
    label.textContent = start;
  }

  function next() {
    const part = queue.shift();
    if (!part) return stop();
    const lang = part.closest("[lang]").lang || page;
    const words = new SpeechSynthesisUtterance(part.innerText);
    words.lang = lang;
    words.voice = voice(lang) || voice(page);
    words.rate = 0.9;
    part.classList.add("being-read");
    part.scrollIntoView({ block: "nearest" });
    words.onend = () => { part.classList.remove("being-read"); if (queue.length || button.getAttribute("aria-pressed") === "true") next(); };
    words.onerror = () => { part.classList.remove("being-read"); stop(); };
    speech.speak(words);
  }

  button.addEventListener("click", () => {
    if (button.getAttribute("aria-pressed") === "true") return stop();
    queue = pieces();
    button.setAttribute("aria-pressed", "true");
    label.textContent = button.dataset.stop;
    next();
  });
  addEventListener("pagehide", () => speech.cancel());
  addEventListener("hashchange", stop);
  addEventListener("keydown", (event) => { if (event.key === "Escape" && queue.length) stop(); });
  speech.addEventListener?.("voiceschanged", offer);
  offer();
})();
