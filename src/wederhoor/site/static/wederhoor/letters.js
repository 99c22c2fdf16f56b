// Keeps what is typed in a letter and shows how the letter then looks. Without it the button "Bewaren en bekijken" does the same.
"use strict";
const form = document.querySelector("form[data-letter]");
const preview = document.getElementById("letter-preview");
if (form && preview) {
  let wait = 0;
  let newest = 0;
  const keep = async () => {
    const mine = ++newest;
    const answer = await fetch(form.dataset.letter, { method: "POST", body: new FormData(form) }).catch(() => null);
    if (mine !== newest) return;
    const said = form.querySelector("[data-kept]");
    if (answer && answer.ok) {
      preview.innerHTML = await answer.text();
      document.querySelector(".ds-error-summary")?.remove(); // the preview says itself what is still missing
      if (said) said.textContent = said.dataset.kept || said.textContent;
      form.elements.namedItem("seen").value = answer.headers.get("X-Seen") || "";
    } else if (answer && answer.status === 409 && said) said.textContent = said.dataset.overtaken;
  };
  form.addEventListener("input", (event) => {
    if (event.target.name === "remark") return;
    clearTimeout(wait);
    wait = setTimeout(keep, 800);
  });
}
