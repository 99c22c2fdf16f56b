"""What a page must have for everybody, measured in the browser: contrast, targets, focus, names, and room at 320 px.

`problems()` gives one line per problem; each check can be asked for alone. Use a window that bypasses the content policy only
for axe: these checks need none.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Page

TOOLS = """() => {
  if (window.looking) return;
  const seen = (one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !one.closest("[hidden]");
  const linear = (part) => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  const bright = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  const parsed = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, under) => [0, 1, 2].map((n) => top[n] * top[3] + under[n] * (1 - top[3])).concat(1);
  const ground = (one) => {
    const layers = [];
    for (let at = one; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.backgroundImage !== "none" && !style.backgroundImage.startsWith("url")) return null;
      const colour = parsed(style.backgroundColor);
      layers.push(colour);
      if (colour[3] === 1) break;
    }
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    return layers.reverse().reduce((under, top) => over(top, under), dark ? [18, 18, 18, 1] : [255, 255, 255, 1]);
  };
  const words = (one) => one.outerHTML.replace(/\\s+/g, " ").slice(0, 110);
  const name = (one) => {
    const by = one.getAttribute("aria-labelledby");
    const labels = by ? by.split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" ") : "";
    const own = [...(one.labels ?? [])].map((label) => label.textContent).join(" ");
    const inside = one.matches("input, select, textarea") ? "" : one.textContent + [...one.querySelectorAll("img")].map((i) => i.alt).join(" ");
    const value = one.matches("input[type=submit], input[type=button]") ? one.value : "";
    return (one.getAttribute("aria-label") || labels || own || inside || value || one.title || "").trim();
  };
  const APART = "svg, script, style, noscript, .ds-sr-only, .ds-skip-link, [aria-disabled=true], :disabled";
  const LOOK = ["boxShadow", "backgroundColor", "borderColor", "textDecoration"];
  const AT = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex='-1'])";
  const targets = () => [...document.querySelectorAll(AT)].filter((one) => seen(one) && !one.disabled);
  const box = (one) => {
    const boxes = [one, ...(one.labels ?? [])].filter(seen).map((part) => part.getBoundingClientRect());
    const left = Math.min(...boxes.map((b) => b.left)), right = Math.max(...boxes.map((b) => b.right));
    const top = Math.min(...boxes.map((b) => b.top)), bottom = Math.max(...boxes.map((b) => b.bottom));
    return { left, right, top, bottom, width: right - left, height: bottom - top };
  };
  const inline = (one) => {
    if (!one.matches("a, button") || getComputedStyle(one).display !== "inline") return false;
    return [...one.parentElement.childNodes].some((node) => node !== one && node.nodeType === 3 && node.textContent.trim().length > 1);
  };
  window.looking = {
    contrast: () => {
      const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const one = node.parentElement, style = getComputedStyle(one);
        if (!node.textContent.trim() || !seen(one) || one.closest(APART)) continue;
        const under = ground(one);
        if (!under) continue;
        const [light, dark] = [bright(over(parsed(style.color), under)), bright(under)].sort((a, b) => b - a);
        const ratio = (light + 0.05) / (dark + 0.05), size = parseFloat(style.fontSize);
        const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
        if (ratio < (large ? 3 : 4.5)) found.push(`${ratio.toFixed(2)} ${words(one)}`);
      }
      return found;
    },
    small: () => targets().filter((one) => !inline(one) && !one.matches(".ds-skip-link")).map((one) => [one, box(one)])
      .filter(([, b]) => b.width < 23.5 || b.height < 23.5).map(([one, b]) => `${b.width.toFixed(0)}x${b.height.toFixed(0)} ${words(one)}`),
    nameless: () => targets().filter((one) => !name(one)).map(words),
    order: () => {
      const all = targets().filter((one) => !one.matches(".ds-skip-link") && getComputedStyle(one).position !== "fixed");
      const found = all.filter((one) => one.tabIndex > 0).map((one) => `tabindex ${words(one)}`);
      for (let n = 1; n < all.length; n += 1) {
        const before = all[n - 1].getBoundingClientRect(), after = all[n].getBoundingClientRect();
        const column = after.left < before.right && after.right > before.left;
        const row = after.top < before.bottom && after.bottom > before.top;
        if (column && after.bottom <= before.top + 2) found.push(`above the one before: ${words(all[n])}`);
        if (row && !column && after.right <= before.left + 2 && after.top >= before.top - 2 && after.bottom <= before.bottom + 2)
          found.push(`left of the one before: ${words(all[n])}`);
      }
      return found;
    },
    look: (one) => {
      const parts = [one, one.parentElement, ...(one.labels ?? [])].filter(Boolean).map((part) => getComputedStyle(part));
      return parts.map((s) => [s.outlineStyle === "none" ? "" : s.outline, ...LOOK.map((part) => s[part])].join("|")).join("#");
    },
    ring: (one) => {
      const part = [one, one.parentElement, ...(one.labels ?? [])].find((at) => at && getComputedStyle(at).outlineStyle !== "none");
      if (!part) return `no outline ${words(one)}`;
      const style = getComputedStyle(part), under = ground(parseFloat(style.outlineOffset) < 0 ? part : part.parentElement);
      if (!under) return `on a picture ${words(one)}`;
      const [light, dark] = [bright(over(parsed(style.outlineColor), under)), bright(under)].sort((a, b) => b - a);
      const ratio = (light + 0.05) / (dark + 0.05);
      return ratio < 3 ? `${ratio.toFixed(2)} ${words(one)}` : "";
    },
    wide: () => document.documentElement.scrollWidth > innerWidth + 1 ? [`${document.documentElement.scrollWidth} px wide`] : [],
    targets, words, parts: { seen, bright, parsed, over, ground, words },
  };
}"""
CHECKS = ("contrast", "small", "nameless", "order")
MOST_TABS = 150


def problems(page: Page, *checks: str) -> list[str]:
    """What is wrong with the page as it is shown now."""
    page.evaluate(TOOLS)
    where = urlsplit(page.url).path
    return [f"{where}: {check}: {line}" for check in checks or CHECKS for line in page.evaluate(f"looking.{check}()")]


def without_visible_focus(page: Page) -> list[str]:
    """What does not change its look when the Tab key reaches it, gets no ring, or one less than 3:1 from what it lies on."""
    page.evaluate(TOOLS)
    page.evaluate(
        "looking.all = looking.targets(); looking.before = looking.all.map(looking.look); document.activeElement?.blur()"
    )
    reached: set[int] = set()
    unseen: list[str] = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        at = page.evaluate("looking.all.indexOf(document.activeElement)")
        if at < 0 or at in reached:
            if reached:
                break
            continue
        reached.add(at)
        unseen += page.evaluate(
            f"(one => looking.look(one) === looking.before[{at}] ? [looking.words(one)] : [looking.ring(one)])(looking.all[{at}])"
        )
    where = urlsplit(page.url).path
    return [f"{where}: no visible focus: {words}" for words in unseen if words]


def sideways(page: Page, path: str) -> list[str]:
    """Whether the page scrolls sideways at 320 px."""
    size = page.viewport_size or {"width": 1440, "height": 900}
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(path)
    found = problems(page, "wide")
    page.set_viewport_size(size)
    return found


def public_pages(page: Page, *starts: str) -> Iterator[str]:
    """Every public page that a link leads to from these on, one after the other; the page is open when it is given."""
    known: set[str] = set()
    waiting = list(starts)
    while waiting:
        path = waiting.pop(0)
        if path in known:
            continue
        known.add(path)
        answer = page.goto(path)
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        yield path
        links = page.locator("a[href]").evaluate_all("links => links.map(one => one.getAttribute('href'))")
        found = (urljoin(path, link).split("#")[0] for link in links if not link.startswith(("http", "mailto", "tel")))
        waiting += [link for link in found if not link.startswith(("/werkplek", "/static")) and not _file(link)]


def _file(link: str) -> bool:
    return urlsplit(link).path.rsplit(".", 1)[-1] in {"pdf", "png", "csv", "ics", "css", "svg"}
