// Asks for the trees and the tables once a second and brings the page up to date in place: what is there already stays the same element, so that
// nothing flickers, and a selection survives. Names come from outside: they are set as text, never as HTML.

const EVERY = 1000;
const PATIENCE = 5000;
const WINDOW = 5;
/** For so many seconds after it was started again, a process is marked. */
const JUST_NOW = 5;

const TITLES = {
  akka: "Akka Typed",
  handrolled: "From scratch",
};

const lanes = document.getElementById("lanes");
const connection = document.getElementById("connection");
const laneTemplate = document.getElementById("lane");
const nodeTemplate = document.getElementById("node");
const tableTemplate = document.getElementById("table");
const entryTemplate = document.getElementById("entry");
const numbers = new Intl.NumberFormat("en-US");

/** Per incarnation of a process (lane and id): how many messages it had handled at the last few looks, to know how fast it goes. */
let before = new Map();

async function look() {
  try {
    const [trees, tables] = await Promise.all([ask("/api/tree"), ask("/api/tables")]);
    show(trees);
    showTables(tables);
    say("live", "Live");
  } catch (problem) {
    gone(problem);
  }
}

async function ask(path) {
  const response = await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) {
    throw new Error(await response.text());
  }
  return response.json();
}

function gone(problem) {
  const answered = problem.constructor === Error;
  say("gone", answered
    ? `The application has a problem: ${problem.message}`
    : "The application does not answer. Start it with  ./mvnw compile exec:exec  and this page goes on by itself. Until then it shows what was last seen.");
  before = new Map();
}

function say(state, words) {
  document.body.dataset.connection = state;
  setText(connection, words);
}

function show(snapshot) {
  const now = performance.now();
  const seen = new Map();
  reconcile(lanes, snapshot.lanes, (lane) => lane.lane, made(laneTemplate), (element, lane) => {
    setText(element.querySelector("h2"), TITLES[lane.lane] ?? lane.lane);
    const roots = lane.root ? [lane.root] : [];
    element.querySelector(".ended").hidden = roots.length > 0;
    const total = { nodes: 0, messages: 0, restarts: 0 };
    showNodes(element.querySelector(".tree"), roots, { lane: lane.lane, depth: 0, now, seen, total });
    const what = lane.lane === "akka" ? "actors" : "processes";
    setText(
      element.querySelector(".summary"),
      `${total.nodes} ${what}, ${numbers.format(total.messages)} messages handled, ${counted(total.restarts, "restart")}`);
  });
  before = seen;
}

/** Below the tree of each lane its tables; an open one shows some of its entries. */
function showTables(snapshot) {
  for (const lane of snapshot.lanes) {
    const element = [...lanes.children].find((candidate) => candidate.dataset.key === lane.lane);
    if (element !== undefined) {
      reconcile(element.querySelector(".tables"), lane.tables, (table) => table.name, made(tableTemplate), showTable);
    }
  }
}

function showTable(element, table) {
  setText(element.querySelector(".title"), table.name);
  const reads = table.hits === null ? "" : `, ${counted(table.hits, "hit")}, ${numbers.format(table.misses)} missed`;
  const size = table.size === 1 ? "1 entry" : `${numbers.format(table.size)} entries`;
  setText(element.querySelector(".figures"), `${size}, about ${numbers.format(table.bytes)} bytes${reads}`);
  setText(element.querySelector(".about"), `${table.kind}, owned by ${table.owner}`);
  // By place: two keys may look alike as text.
  let place = 0;
  reconcile(element.querySelector(".entries"), table.first, () => String(place++), made(entryTemplate), (row, entry) => {
    setText(row.firstElementChild, entry.key);
    setText(row.lastElementChild, entry.value);
  });
}

function made(template) {
  return () => template.content.firstElementChild.cloneNode(true);
}

function showNodes(list, nodes, look) {
  reconcile(list, nodes, (node) => node.path, made(nodeTemplate), (element, node) => {
    const row = element.firstElementChild;
    element.style.setProperty("--depth", look.depth);
    row.title = [node.path, node.id, node.kind, node.status, budget(node)].filter((line) => line !== "").join("\n");
    row.dataset.status = node.status;
    row.classList.toggle("again", node.restarts > 0 && node.age !== null && node.age < JUST_NOW);
    setText(row.querySelector(".text"), node.name);
    setText(row.querySelector(".status"), ["", node.kind, node.status, budget(node)].filter((part, i) => i === 0 || part !== "").join(", "));
    setText(row.querySelector(".kind"), node.strategy ?? node.kind);
    row.querySelector(".kind").classList.toggle("strategy", node.strategy !== null);
    setText(row.querySelector(".restarts"), restarts(node));
    row.querySelector(".restarts").classList.toggle("some", node.restarts > 0);
    setText(row.querySelector(".age"), age(node.age));
    setText(row.querySelector(".mailbox"), numbers.format(node.mailbox));
    row.querySelector(".mailbox").classList.toggle("some", node.mailbox > 0);
    setText(row.querySelector(".messages"), node.messages === null ? "?" : numbers.format(node.messages));
    setText(row.querySelector(".rate"), rate(node, look));
    look.total.nodes += 1;
    look.total.messages += node.messages ?? 0;
    look.total.restarts += node.restarts ?? 0;
    showNodes(element.lastElementChild, node.children, { ...look, depth: look.depth + 1 });
  });
}

function restarts(node) {
  return node.restarts === null ? "?" : node.restarts === 0 ? "0" : `↻ ${numbers.format(node.restarts)}`;
}

/** In whole units, of which one is enough to see who is young. */
function age(seconds) {
  if (seconds === null) {
    return "?";
  }
  const [length, unit] = seconds < 60 ? [1, "s"] : seconds < 3600 ? [60, "min"] : seconds < 86400 ? [3600, "h"] : [86400, "d"];
  return `${Math.floor(seconds / length)} ${unit}`;
}

function budget(node) {
  return node.budget === null ? "" : `at most ${counted(node.budget.maxRestarts, "restart")} in ${node.budget.within} s`;
}

function counted(number, what) {
  return `${numbers.format(number)} ${what}${number === 1 ? "" : "s"}`;
}

function rate(node, { lane, now, seen }) {
  const key = `${lane} ${node.id}`;
  const earlier = before.get(key) ?? [];
  seen.set(key, [...earlier, { at: now, messages: node.messages }].slice(-WINDOW));
  if (earlier.length === 0 || node.messages === null) {
    return "";
  }
  const perSecond = (node.messages - earlier[0].messages) * 1000 / (now - earlier[0].at);
  return perSecond < 0.05 ? "0" : perSecond.toFixed(perSecond < 10 ? 1 : 0);
}

/** Makes the elements of a parent those of the data, by key: keeps, adds, moves and removes. */
function reconcile(parent, data, keyOf, make, update) {
  const present = new Map();
  for (const element of parent.children) {
    present.set(element.dataset.key, element);
  }
  let place = parent.firstElementChild;
  for (const each of data) {
    const key = keyOf(each);
    let element = present.get(key);
    present.delete(key);
    if (element === undefined) {
      element = make();
      element.dataset.key = key;
    }
    if (element === place) {
      place = place.nextElementSibling;
    } else {
      parent.insertBefore(element, place);
    }
    update(element, each);
  }
  for (const element of present.values()) {
    element.remove();
  }
}

function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** One look after the other, never two at once, and none while nobody sees the page. */
async function run() {
  for (;;) {
    if (document.hidden) {
      await new Promise((resolve) => document.addEventListener("visibilitychange", resolve, { once: true }));
      before = new Map();
    }
    await look();
    await new Promise((resolve) => setTimeout(resolve, EVERY));
  }
}

run();
