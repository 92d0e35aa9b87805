// One lane's tree on the page: an ARIA tree of nested lists, brought up to date node by node.

import { arrange, made, setAttribute, setText } from "./dom.js";
import { age, budget, connection, counted, number, perSecond, restarts } from "./words.js";

/** Of many children, so many are shown, and as many more each time that somebody asks. */
const SHOWN = 100;

/** A tree of more nodes is folded below its top at first. */
const LARGE = 500;

/** For how long a folded node tells of news below it. */
const TOLD = 3000;

const calm = matchMedia("(prefers-reduced-motion: reduce)");

export class TreeView {
  /** The nodes that a search has found, with all above them; null if nobody searches. */
  filter = null;
  selected = null;
  #folded = new Map();
  #limits = new Map();
  #elements = new Map();

  constructor(tree, size) {
    this.tree = tree;
    this.large = size > LARGE;
  }

  /** Shows what has changed. A root that is null is the tree of a lane that has ended. */
  show(root, { touched, changed }) {
    const shown = root === null || !this.#isShown(root) ? [] : [root];
    arrange(this.tree, shown.map((node) => this.#element(node)));
    for (const node of touched) {
      if (node.data !== undefined && this.#elements.has(node.key)) {
        this.#children(node);
        this.#update(node);
      }
    }
    for (const node of changed) {
      if (this.#elements.has(node.key)) {
        this.#update(node);
      }
    }
    this.#keepOneInTheTabOrder();
  }

  /** After a search has begun, changed or ended: everything may be elsewhere. */
  showAll(root) {
    this.show(root, { touched: new Set([...this.#elements.values()].map((element) => element.node)), changed: new Set() });
  }

  /** What changes by itself. */
  tick(now) {
    for (const element of this.#elements.values()) {
      const { node } = element;
      if (!node.gone) {
        setText(element.parts.age, age(node.began === null ? null : (now - node.began) / 1000));
        setText(element.parts.rate, perSecond(node.rate));
      }
      if (element.below !== undefined && element.below.until <= now) {
        element.below = undefined;
        this.#update(node);
      }
    }
  }

  /** Draws the eye to news. Whoever is folded tells of those below it. */
  tell(node, kind, now) {
    const seen = this.#seenOf(node);
    const element = this.#elements.get(seen.key);
    if (element === undefined) {
      return;
    }
    if (seen !== node) {
      element.below = { kind, until: now + TOLD };
      this.#update(seen);
    }
    if (!calm.matches && kind !== "gone") {
      element.parts.dot.animate(
        [{ boxShadow: "0 0 0 0 currentColor" }, { boxShadow: "0 0 0 0.7rem transparent" }], { duration: 900 });
    }
  }

  elementOf(node) {
    return this.#elements.get(node.key) ?? null;
  }

  nodeOf(element) {
    return element.node ?? null;
  }

  isFolded(node) {
    return this.filter === null && (this.#folded.get(node.key) ?? (this.large && node.parent !== null));
  }

  fold(node, folded) {
    if (node.children.length === 0 || this.filter !== null) {
      return;
    }
    this.#folded.set(node.key, folded);
    if (this.#elements.has(node.key)) {
      this.#children(node);
      this.#update(node);
    }
    this.#keepOneInTheTabOrder();
  }

  /** Shows a hundred more children. */
  more(node) {
    this.#limits.set(node.key, this.#limitOf(node) + SHOWN);
    this.#children(node);
  }

  select(node) {
    const before = this.selected;
    this.selected = node;
    for (const each of [before, node]) {
      if (each !== null && this.#elements.has(each.key)) {
        this.#update(each);
      }
    }
  }

  /** Opens all above a node, so that it can be seen. */
  reveal(node) {
    const above = [];
    for (let at = node.parent; at !== null; at = at.parent) {
      above.unshift(at);
    }
    above.forEach((at, i) => {
      this.fold(at, false);
      while (this.#visible(at).indexOf(above[i + 1] ?? node) >= this.#limitOf(at)) {
        this.more(at);
      }
    });
  }

  /** The one that the Tab key leads to. */
  activate(element) {
    for (const other of this.tree.querySelectorAll('[role="treeitem"][tabindex="0"]')) {
      other.tabIndex = -1;
    }
    element.tabIndex = 0;
  }

  #keepOneInTheTabOrder() {
    const active = this.tree.querySelector('[role="treeitem"][tabindex="0"]');
    if ((active === null || !active.checkVisibility()) && this.tree.firstElementChild !== null) {
      this.activate(this.tree.firstElementChild);
    }
  }

  #isShown(node) {
    return this.filter === null || this.filter.has(node);
  }

  #visible(node) {
    if (this.isFolded(node)) {
      return [];
    }
    return this.filter === null ? node.children : node.children.filter((child) => this.#isShown(child));
  }

  #limitOf(node) {
    return this.#limits.get(node.key) ?? SHOWN;
  }

  /** The node itself, or the one above it that hides it. */
  #seenOf(node) {
    let seen = node;
    for (let at = node.parent; at !== null; at = at.parent) {
      if (this.isFolded(at)) {
        seen = at;
      }
    }
    return seen;
  }

  /** Who takes the place of another takes over its element, and with it focus and selection. */
  #element(node) {
    let element = this.#elements.get(node.key);
    if (element === undefined) {
      element = made("node");
      element.parts = Object.fromEntries(["toggle", "dot", "text", "hidden", "mark", "name", "kind", "restarts", "age", "mailbox", "messages", "rate"]
        .map((name) => [name, element.querySelector(`.${name}`)]));
      element.parts.group = element.querySelector('[role="group"]');
      this.#elements.set(node.key, element);
    }
    if (element.node !== node) {
      element.node = node;
      if (this.selected?.key === node.key) {
        this.selected = node;
      }
      this.#update(node);
      this.#children(node);
    }
    return element;
  }

  #children(node) {
    const element = this.#elements.get(node.key);
    const { group } = element.parts;
    const visible = this.#visible(node);
    const limit = this.#limitOf(node);
    const elements = visible.slice(0, limit).map((child) => this.#element(child));
    const focused = document.activeElement;
    const kept = new Set(elements);
    for (const old of group.children) {
      if (old.node !== undefined && !kept.has(old)) {
        this.#forget(old);
      }
    }
    arrange(group, visible.length > limit ? [...elements, this.#moreOf(node, group, visible.length - limit)] : elements);
    elements.forEach((each, i) => {
      setAttribute(each, "aria-posinset", i + 1);
      setAttribute(each, "aria-setsize", visible.length);
    });
    // The keyboard stays in the tree when the node below it goes.
    if (focused !== null && focused !== document.body && !focused.isConnected && this.tree.contains(element)) {
      this.activate(element);
      element.focus({ preventScroll: true });
    }
  }

  #moreOf(node, group, hidden) {
    let more = group.querySelector(":scope > .more");
    if (more === null) {
      more = made("more");
      more.moreOf = node;
    }
    setText(more.firstElementChild, `and ${number(hidden)} more: show ${number(Math.min(hidden, SHOWN))} of them`);
    return more;
  }

  #forget(element) {
    for (const each of [element, ...element.querySelectorAll('[role="treeitem"]')]) {
      if (each.node !== undefined && this.#elements.get(each.node.key) === each) {
        this.#elements.delete(each.node.key);
      }
    }
  }

  #update(node) {
    const element = this.#elements.get(node.key);
    const { data } = node;
    const part = (name) => element.parts[name];
    const folded = this.isFolded(node);
    const level = depth(node);
    element.style.setProperty("--depth", level);
    setAttribute(element, "aria-level", level + 1);
    setAttribute(element, "aria-expanded", node.children.length === 0 ? null : !folded);
    setAttribute(element, "aria-selected", this.selected === node);
    element.parts.group.hidden = folded;
    setText(part("toggle"), node.children.length === 0 ? "" : folded ? "▸" : "▾");
    setAttribute(element, "data-status", node.gone ? "gone" : data.status);
    setAttribute(element, "data-mark", node.mark?.kind ?? element.below?.kind ?? null);
    const mark = markOf(node) || belowOf(element.below);
    setText(part("mark"), mark);
    setText(part("text"), data.name);
    setText(part("hidden"), folded ? `+${number(node.children.filter((child) => !child.gone).length)}` : "");
    setText(part("kind"), connection(data) || (data.strategy ?? data.kind));
    part("kind").classList.toggle("strategy", data.strategy !== null);
    setText(part("restarts"), restarts(data));
    part("restarts").classList.toggle("some", data.restarts > 0);
    setText(part("mailbox"), number(data.mailbox));
    part("mailbox").classList.toggle("some", data.mailbox > 0);
    setText(part("messages"), number(data.messages));
    const lines = [data.path, data.id, data.kind, data.status, connection(data), budget(data)].filter((line) => line !== "");
    setAttribute(part("name"), "title", lines.join("\n"));
    setAttribute(element, "aria-label", [
      data.name, data.strategy ?? data.kind, node.gone ? "" : data.status, connection(data), mark,
      data.restarts > 0 ? counted(data.restarts, "restart") : "",
      data.mailbox > 0 ? `${number(data.mailbox)} in the mailbox` : "",
    ].filter((said) => said !== "").join(", "));
  }
}

/** Said beside the ring, which alone would be no more than a color. */
function markOf(node) {
  switch (node.mark?.kind) {
    case "born":
      return "new";
    case "gone":
      return node.below === 0 ? "ended" : `ended, with ${number(node.below)} below it`;
    case "again":
      return node.mark.times > 1 ? `↻ started again ${number(node.mark.times)} times` : "↻ started again";
    default:
      return "";
  }
}

function belowOf(below) {
  return { born: "new below", gone: "ended below", again: "↻ started again below" }[below?.kind] ?? "";
}

function depth(node) {
  let depth = 0;
  for (let at = node.parent; at !== null; at = at.parent) {
    depth++;
  }
  return depth;
}
