/* Papers: drag, paste and progress on the list; drawing black areas on the page. All of it works without this file too. */
(() => {
  "use strict";

  const el = (name, words, className) => {
    const made = document.createElement(name);
    if (words) made.textContent = words;
    if (className) made.className = className;
    return made;
  };

  const form = document.getElementById("put-in");
  if (form) {
    const words = form.dataset;
    const input = form.elements.sent;
    const list = form.querySelector("[data-sending]");
    const place = form.querySelector("[data-drop]");
    const waiting = [];
    form.querySelector("[data-with-script]").hidden = false;

    const add = (file) => {
      const row = el("li");
      const name = el("b", file.name || words.pasted);
      const state = el("span", "", "mut small");
      const bar = el("progress");
      bar.max = 1;
      bar.hidden = true;
      bar.setAttribute("aria-label", name.textContent);
      const away = el("button", "×");
      away.type = "button";
      away.className = "away";
      away.setAttribute("aria-label", "× " + name.textContent);
      const item = { file, row, state, bar, done: false };
      away.addEventListener("click", () => { waiting.splice(waiting.indexOf(item), 1); row.remove(); input.focus(); });
      row.append(name, away, state, bar);
      list.append(row);
      if (file.size > Number(words.most)) { state.textContent = words.tooLarge; state.className = "wrong"; item.done = true; }
      waiting.push(item);
    };

    const send = (item) => new Promise((ready) => {
      const body = new FormData(form);
      body.delete("sent");
      body.append("sent", item.file, item.file.name || words.pasted + ".png");
      const call = new XMLHttpRequest();
      call.open("POST", form.action || location.href);
      call.setRequestHeader("X-Requested-With", "papers");
      call.upload.addEventListener("progress", (event) => { if (event.lengthComputable) item.bar.value = event.loaded / event.total; });
      call.upload.addEventListener("load", () => { item.state.textContent = words.busy; });
      const wrong = (text) => { item.bar.hidden = true; item.state.textContent = text; item.state.className = "wrong"; ready(false); };
      call.addEventListener("error", () => wrong(words.failed));
      call.addEventListener("load", () => {
        let said = {};
        try { said = JSON.parse(call.responseText); } catch { return wrong(words.failed); }
        if (call.status !== 200) return wrong((said.refused || [words.failed]).join(" "));
        item.done = true;
        item.bar.hidden = true;
        item.state.textContent = words.kept;
        ready(true);
      });
      item.bar.hidden = false;
      item.state.className = "mut small";
      call.send(body);
    });

    const take = (files) => [...files].forEach(add);
    input.addEventListener("change", () => { take(input.files); input.value = ""; });
    for (const name of ["dragover", "dragenter"]) place.addEventListener(name, (event) => { event.preventDefault(); place.classList.add("over"); });
    for (const name of ["dragleave", "drop"]) place.addEventListener(name, () => place.classList.remove("over"));
    place.addEventListener("drop", (event) => { event.preventDefault(); take(event.dataTransfer.files); });
    document.addEventListener("paste", (event) => {
      const files = event.clipboardData ? event.clipboardData.files : [];
      if (files.length) { event.preventDefault(); take(files); }
    });
    form.addEventListener("submit", async (event) => {
      const todo = waiting.filter((item) => !item.done);
      if (!todo.length) return;
      event.preventDefault();
      const button = form.querySelector("[type=submit]");
      button.disabled = true;
      let good = waiting.every((item) => item.done === false || item.state.className !== "wrong");
      for (const item of todo) good = (await send(item)) && good;
      button.disabled = false;
      if (good) location.assign(location.pathname);
    });
    window.addEventListener("beforeunload", (event) => { if (waiting.some((item) => !item.done)) event.preventDefault(); });
  }

  // A picture pasted into a note becomes a paper in the same closed part of the dossier; the note names it.
  for (const note of document.querySelectorAll("form[data-papers]")) {
    const text = note.querySelector("textarea");
    const said = note.querySelector("[role=status]");
    const put = async (file) => {
      const now = new Date();
      const two = (part) => String(part).padStart(2, "0");
      const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
      const title = `${note.dataset.pasted} ${day} ${two(now.getHours())}.${two(now.getMinutes())}.${two(now.getSeconds())}`;
      const body = new FormData();
      const token = note.querySelector("[name=csrfmiddlewaretoken]").value;
      const given = { csrfmiddlewaretoken: token, title, kind: "photo", dated: day, compartment: note.dataset.place };
      for (const [name, value] of Object.entries(given)) body.append(name, value);
      body.append("sent", file, file.name);
      try {
        const answer = await fetch(note.dataset.papers, { method: "POST", body, headers: { "X-Requested-With": "papers" } });
        const found = await answer.json();
        if (!answer.ok) { said.textContent = found.refused.join(" "); return; }
        text.setRangeText(`[${title}] `, text.selectionStart, text.selectionEnd, "end");
        text.dispatchEvent(new Event("input", { bubbles: true }));
      } catch {
        said.textContent = note.dataset.failed;
      }
    };
    text.addEventListener("paste", (event) => {
      const files = event.clipboardData ? event.clipboardData.files : [];
      if (!files.length) return;
      event.preventDefault();
      [...files].forEach(put);
    });
  }

  const sheets = document.querySelector("[data-areas]");
  if (sheets) {
    const field = document.getElementById(sheets.dataset.areas);
    const LINE = /^\s*(\d+)\s+([\d.,]+)\s+([\d.,]+)\s+([\d.,]+)\s+([\d.,]+)/;
    const number = (text) => Number(text.replace(",", "."));
    const box = (page, left, top, wide, high) => {
      const made = el("i", "", "area");
      Object.assign(made.style, { left: left + "%", top: top + "%", width: wide + "%", height: high + "%" });
      const sheet = sheets.querySelector(`[data-page="${page}"]`);
      if (sheet) sheet.append(made);
      return made;
    };
    const show = () => {
      sheets.querySelectorAll(".area").forEach((one) => one.remove());
      field.value.split("\n").forEach((line) => {
        const found = LINE.exec(line);
        if (found) box(found[1], ...found.slice(2).map(number));
      });
    };
    sheets.querySelectorAll("[data-page]").forEach((sheet) => {
      let begin = null;
      let made = null;
      const at = (event) => {
        const frame = sheet.querySelector("img").getBoundingClientRect();
        const part = (value, from, size) => Math.min(Math.max((100 * (value - from)) / size, 0), 100);
        return [part(event.clientX, frame.left, frame.width), part(event.clientY, frame.top, frame.height)];
      };
      const measured = (event) => {
        const [x, y] = at(event);
        return [Math.min(x, begin[0]), Math.min(y, begin[1]), Math.abs(x - begin[0]), Math.abs(y - begin[1])];
      };
      sheet.addEventListener("pointerdown", (event) => {
        if (event.button || event.pointerType === "touch") return;
        event.preventDefault();
        sheet.setPointerCapture(event.pointerId);
        begin = at(event);
        made = box(sheet.dataset.page, ...begin, 0, 0);
      });
      sheet.addEventListener("pointermove", (event) => {
        if (!begin) return;
        const [left, top, wide, high] = measured(event);
        Object.assign(made.style, { left: left + "%", top: top + "%", width: wide + "%", height: high + "%" });
      });
      sheet.addEventListener("pointerup", (event) => {
        if (!begin) return;
        const size = measured(event);
        begin = null;
        if (size[2] > 0.5 && size[3] > 0.5) {
          const line = [sheet.dataset.page, ...size.map((part) => part.toFixed(1))].join(" ");
          field.value = field.value.trim() ? field.value.trimEnd() + "\n" + line : line;
        }
        show();
      });
    });
    field.addEventListener("input", show);
    show();
  }
})();
