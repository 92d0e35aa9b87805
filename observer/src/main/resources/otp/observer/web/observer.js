// The page: puts the stream, the trees, the search and the selection together.

import { made, setText } from "./dom.js";
import { branch, Forest } from "./forest.js";
import { listen } from "./keys.js";
import { Panel } from "./panel.js";
import { Stream } from "./stream.js";
import * as tables from "./tables.js";
import { TreeView } from "./treeview.js";
import { counted, number, TITLES } from "./words.js";

const EVERY = 1000;

const search = document.getElementById("search");
const pause = document.getElementById("pause");
const forest = new Forest();
const views = new Map();
const elements = new Map();

// ---- what the stream tells ----

function apply(happened) {
  for (const { lane } of forest.lanes.values()) {
    viewOf(lane);
  }
  if (happened.touched.size > 0) {
    find();
  }
  for (const [lane, view] of views) {
    const { root, ended } = forest.lanes.get(lane);
    if (view.filter === null || happened.touched.size === 0) {
      view.show(root, happened);
    } else {
      view.showAll(root);
    }
    elements.get(lane).querySelector(".ended").hidden = !ended;
  }
  happened.news.forEach(({ kind, node }) => views.get(node.lane).tell(node, kind, performance.now()));
  tell(happened.news.filter(({ kind }) => kind === "again").map(({ node }) => node));
  followAddress();
  summarize();
}

function viewOf(lane) {
  let view = views.get(lane);
  if (view === undefined) {
    const element = made("lane");
    const title = TITLES[lane] ?? lane;
    setText(element.querySelector("h2"), title);
    const tree = element.querySelector(".tree");
    tree.setAttribute("aria-label", title);
    view = new TreeView(tree, [...forest.nodes.values()].filter((node) => node.lane === lane).length);
    views.set(lane, view);
    elements.set(lane, element);
    listen(view, (node) => choose(node));
    document.getElementById("lanes").append(element);
  }
  return view;
}

function summarize() {
  for (const { lane, root, counts } of forest.lanes.values()) {
    const total = { nodes: 0, messages: 0, restarts: 0 };
    for (const { data, gone } of root === null ? [] : branch(root)) {
      if (!gone) {
        total.nodes += 1;
        total.messages += data.messages ?? 0;
        total.restarts += data.restarts ?? 0;
      }
    }
    const what = lane === "akka" ? "actors" : "processes";
    setText(
      elements.get(lane).querySelector(".summary"),
      `${number(total.nodes)} ${what}, ${number(total.messages)} messages handled, ${counted(total.restarts, "restart")}.`
        + ` While you look: ${number(counts.born)} born, ${number(counts.gone)} ended, ${number(counts.again)} started again.`);
  }
}

/** For who does not see the rings: restarts only, since sessions come and go all the time. */
function tell(restarted) {
  if (restarted.length > 0) {
    const { lane, data } = restarted[0];
    const others = restarted.length > 1 ? `, and ${counted(restarted.length - 1, "other")}` : "";
    setText(document.getElementById("news"), `${TITLES[lane] ?? lane}: ${data.name} was started again${others}.`);
  }
}

// ---- the selection is in the address: #/akka/course/pool ----

function addressOf(node) {
  return `#/${[node.lane, ...forest.names(node)].map(encodeURIComponent).join("/")}`;
}

function choose(node) {
  if (!node.gone) {
    revealed = addressOf(node);
    location.hash = revealed;
  }
}

function selectedInAddress() {
  const [start, lane, ...names] = location.hash.slice(1).split("/");
  try {
    return start === "" && lane !== undefined && names.length > 0
      ? { lane: decodeURIComponent(lane), names: names.map(decodeURIComponent) }
      : null;
  } catch {
    return null;
  }
}

let revealed = null;
let shown = null;

const panel = new Panel(document.getElementById("panel"), (lane, path) => {
  const node = forest.at(lane, path);
  return node === null ? null : addressOf(node);
});

function selected() {
  const wanted = selectedInAddress();
  return { wanted, node: wanted === null ? null : forest.find(wanted.lane, wanted.names) };
}

function showPanel() {
  const { wanted, node } = selected();
  shown = node;
  panel.show(wanted, node);
}

function followAddress() {
  const { node } = selected();
  for (const [lane, view] of views) {
    const selected = node !== null && node.lane === lane ? node : null;
    if (view.selected !== selected) {
      view.select(selected);
    }
  }
  // Once, and not each time that something changes: the reader may scroll elsewhere.
  if (node !== null && revealed !== location.hash) {
    revealed = location.hash;
    const view = views.get(node.lane);
    view.reveal(node);
    const element = view.elementOf(node);
    if (element !== null) {
      view.activate(element);
      element.firstElementChild.scrollIntoView({ block: "center" });
    }
  }
  if (node !== shown) {
    showPanel();
  }
}

addEventListener("hashchange", () => {
  followAddress();
  showPanel();
});

function close() {
  const { node } = selected();
  history.pushState(null, "", location.pathname);
  revealed = null;
  followAddress();
  showPanel();
  // Back to where the reader came from.
  if (node !== null) {
    views.get(node.lane).elementOf(node)?.focus({ preventScroll: true });
  }
}

document.getElementById("close").addEventListener("click", close);

// ---- search ----

function find() {
  const wanted = search.value.trim().toLowerCase();
  let found = 0;
  const shown = wanted === "" ? null : new Set();
  if (shown !== null) {
    for (const node of forest.nodes.values()) {
      const { path, kind, strategy, status } = node.data;
      if ([path, kind, strategy ?? "", status].some((text) => text.toLowerCase().includes(wanted))) {
        found += 1;
        for (let at = node; at !== null && !shown.has(at); at = at.parent) {
          shown.add(at);
        }
      }
    }
  }
  setText(document.getElementById("found"), shown === null ? "" : `${number(found)} of ${number(forest.nodes.size)} found`);
  views.forEach((view) => {
    view.filter = shown;
  });
}

search.addEventListener("input", () => {
  find();
  views.forEach((view, lane) => view.showAll(forest.lanes.get(lane).root));
});

search.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    search.value = "";
    search.dispatchEvent(new Event("input"));
    search.blur();
  }
});

// ---- the stream, the time, and the keys of the page ----

const stream = new Stream("/api/live", {
  snapshot: (data) => apply(forest.snapshot(data, performance.now())),
  diff: (data) => apply(forest.diff(data, performance.now())),
  state: (state, words) => {
    document.body.dataset.connection = state;
    setText(document.getElementById("connection"), words);
  },
});

function pauseOrGoOn() {
  stream.pause(!stream.paused);
  pause.setAttribute("aria-pressed", stream.paused);
  setText(pause, stream.paused ? "Go on (p)" : "Pause (p)");
}

pause.addEventListener("click", pauseOrGoOn);

addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select") !== null;
  if (typing || event.altKey || event.ctrlKey || event.metaKey) {
    return;
  }
  if (event.key === "/") {
    event.preventDefault();
    search.focus();
  } else if (event.key === "p") {
    pauseOrGoOn();
  } else if (event.key === "Escape" && selectedInAddress() !== null) {
    close();
  }
});

setInterval(() => {
  if (document.body.dataset.connection !== "live" || document.hidden) {
    return;
  }
  const now = performance.now();
  const expired = forest.expire(now);
  views.forEach((view, lane) => view.filter === null || expired.touched.size === 0
    ? view.show(forest.lanes.get(lane).root, expired)
    : view.showAll(forest.lanes.get(lane).root));
  forest.measure(now);
  views.forEach((view) => view.tick(now));
  tables.look(elements);
  showPanel();
}, EVERY);
