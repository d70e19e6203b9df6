import { createHash } from "node:crypto";

/**
 * The player. It shows one step after the other, and holds and begins the motion of the one that is shown. It is the
 * same for every page, so that its hash is the only script that the page's policy lets run; what it says is in
 * attributes. Without it everything is there, one below the other.
 */
export const PAGE_SCRIPT = `(() => {
const find = (selector, within = document) => [...within.querySelectorAll(selector)];
const bar = document.querySelector("div.lx-bar");
const steps = find("section.lx-step");
if (!bar || steps.length === 0) return;
const [back, next, play, restart] = ["back", "next", "play", "restart"].map((name) => bar.querySelector("button.lx-" + name));
const count = bar.querySelector(".lx-count");
const status = document.querySelector("p.lx-status");
const strip = document.querySelector("nav.lx-strip");
const reduced = matchMedia("(prefers-reduced-motion: reduce)");
const isTurned = document.documentElement.dir === "rtl";
let shown = -1;
let isPaused = false;

const clocks = (step) => find("div.lx-moving > svg", step).filter((svg) => "pauseAnimations" in svg);
function arrange() {
  steps.forEach((step, index) => {
    const holds = isPaused || reduced.matches || index !== shown;
    for (const part of find("div.lx-moving", step)) part.classList.toggle("lx-held", holds);
    for (const svg of clocks(step)) holds ? svg.pauseAnimations() : svg.unpauseAnimations();
  });
  play.classList.toggle("lx-paused", isPaused);
  play.setAttribute("aria-label", play.getAttribute(isPaused ? "data-play" : "data-pause"));
}
function begin() {
  for (const part of find("div.lx-moving", steps[shown])) {
    part.classList.add("lx-restarting");
    part.getBoundingClientRect();
    part.classList.remove("lx-restarting");
  }
  for (const svg of clocks(steps[shown])) svg.setCurrentTime(0);
  isPaused = false;
  arrange();
}
function show(index) {
  if (index === shown || index < 0 || index >= steps.length) return;
  const isFirst = shown < 0;
  shown = index;
  steps.forEach((step, place) => step.toggleAttribute("data-shown", place === index));
  thumbs.forEach((thumb, place) => {
    if (place === index) thumb.setAttribute("aria-current", "step");
    else thumb.removeAttribute("aria-current");
  });
  count.textContent = index + 1 + " / " + steps.length;
  back.setAttribute("aria-disabled", String(index === 0));
  next.setAttribute("aria-disabled", String(index === steps.length - 1));
  const isEmpty = clocks(steps[index]).length === 0;
  for (const button of [play, restart]) button.setAttribute("aria-disabled", String(isEmpty));
  begin();
  if (isFirst) return;
  status.textContent = steps[index].getAttribute("data-name");
  // Along the strip only: the page stays where it is.
  const list = strip.querySelector("ol");
  const item = thumbs[index].parentElement;
  list.scrollTo({ left: item.offsetLeft - list.offsetLeft - (list.clientWidth - item.clientWidth) / 2 });
  try {
    history.replaceState(null, "", "#" + steps[index].id);
  } catch {}
}
const toggle = () => {
  if (play.getAttribute("aria-disabled") === "true" || reduced.matches) return;
  isPaused = !isPaused;
  arrange();
};
const thumbs = steps.map((step, index) => {
  const thumb = document.createElement("button");
  thumb.type = "button";
  const frame = document.createElement("span");
  frame.className = "lx-thumb";
  const still = step.querySelector("img.lx-still");
  if (still) {
    const picture = new Image();
    picture.alt = "";
    picture.src = still.src;
    frame.append(picture);
  } else frame.append(String(index + 1));
  const name = document.createElement("span");
  name.className = "lx-name";
  name.dir = "auto";
  name.textContent = step.querySelector("h2").textContent;
  thumb.append(frame, name);
  thumb.addEventListener("click", () => show(index));
  const item = document.createElement("li");
  item.append(thumb);
  strip.querySelector("ol").append(item);
  return thumb;
});
back.addEventListener("click", () => show(shown - 1));
next.addEventListener("click", () => show(shown + 1));
play.addEventListener("click", toggle);
restart.addEventListener("click", () => {
  if (restart.getAttribute("aria-disabled") !== "true") begin();
});
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
    show(shown + ((event.key === "ArrowRight") !== isTurned ? 1 : -1));
    event.preventDefault();
  } else if (event.key === " " && !event.target.closest("button, summary")) {
    toggle();
    event.preventDefault();
  }
});
reduced.addEventListener("change", begin);
const chosen = () => steps.findIndex((step) => "#" + step.id === location.hash);
addEventListener("hashchange", () => show(chosen()));
document.documentElement.classList.add("lx-script");
bar.hidden = false;
strip.hidden = false;
show(Math.max(0, chosen()));
})();`;

/** What the page's policy names the script by. */
export const SCRIPT_HASH = `sha256-${createHash("sha256").update(PAGE_SCRIPT).digest("base64")}`;
