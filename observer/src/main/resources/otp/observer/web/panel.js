// What there is to know of the one process that is selected. Asked for while it is, and while somebody can see it.

import { Actions, mode } from "./actions.js";
import { made, reconcile, setText } from "./dom.js";
import { age, budget, connection, counted, number, TITLES } from "./words.js";

const PATIENCE = 5000;
const OTHER = { akka: "handrolled", handrolled: "akka" };

export class Panel {
  #asked = 0;
  #node = null;

  /** linkOf gives the address of a place in a lane, or null if nobody is there. */
  constructor(element, linkOf) {
    this.element = element;
    this.linkOf = linkOf;
    this.actions = new Actions(element);
    this.#part("ask").addEventListener("click", () => this.#ask());
  }

  /** The one question here that sends the process a message. */
  async #ask() {
    const { lane, data } = this.#node;
    const asked = this.#node;
    try {
      const answer = await fetch(`/api/state?${new URLSearchParams({ lane, path: data.path })}`, {
        method: "POST", headers: { "X-Observer-Token": mode.token }, signal: AbortSignal.timeout(PATIENCE),
      });
      const state = answer.ok ? await answer.json() : { lines: null, why: await answer.text() };
      if (asked === this.#node) {
        this.#lines("answer", state, "Nothing.");
      }
    } catch {
      // The stream tells that the application does not answer.
    }
  }

  /** Shows this node, or what the address asks for although it is not there; null closes the panel. */
  async show(wanted, node) {
    const asked = ++this.#asked;
    this.element.hidden = wanted === null;
    if (wanted === null) {
      return;
    }
    const title = `${wanted.names.at(-1)} · ${TITLES[wanted.lane] ?? wanted.lane}`;
    if (this.#part("title").textContent !== title) {
      setText(this.#part("title"), title);
      this.#clear();
    }
    this.#other(wanted);
    if (node === null) {
      this.#say(`Nobody is at ${wanted.names.join("/")} in this lane now. As soon as somebody is, it is shown here.`);
      return;
    }
    if (this.#node !== node) {
      this.#part("answer").replaceChildren();
    }
    this.#node = node;
    this.#part("ask").hidden = mode.contents !== "shown" || node.lane !== "handrolled";
    this.actions.show(node);
    const query = new URLSearchParams({ lane: node.lane, path: node.data.path });
    try {
      const answer = await fetch(`/api/process?${query}`, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      const detail = answer.ok ? await answer.json() : null;
      const words = answer.ok ? "" : await answer.text();
      if (asked === this.#asked) {
        this.#say(words);
        if (detail !== null) {
          this.#fill(detail, node);
        }
      }
    } catch {
      // The stream tells that the application does not answer.
    }
  }

  #part(name) {
    return this.element.querySelector(`.${name}`);
  }

  #say(words) {
    setText(this.#part("words"), words);
    this.#part("words").hidden = words === "";
    this.#part("known").hidden = words !== "";
  }

  #clear() {
    for (const name of ["facts", "relations", "stack", "messages", "state"]) {
      this.#part(name).replaceChildren();
    }
  }

  #other({ lane, names }) {
    const link = this.#part("other");
    const other = OTHER[lane];
    link.hidden = other === undefined;
    setText(link, `the same place in the other lane: ${TITLES[other] ?? other}`);
    link.href = `#/${[other, ...names].map(encodeURIComponent).join("/")}`;
  }

  #fill({ node, parent, relations, facts, stack, messages, state }, { lane, data }) {
    const known = [
      { name: "path", text: node.path },
      { name: "id", text: node.id },
      { name: "is", text: [node.kind, node.strategy, budget(node)].filter((part) => part !== null && part !== "").join(", ") },
      { name: "status", text: `${node.status}, ${age(node.age)} old, ${node.restarts === null ? "restarts not counted" : counted(node.restarts, "restart")}` },
      { name: "mailbox", text: `${number(node.mailbox)} waiting, ${number(node.messages)} handled` },
      ...(data.connection === null ? [] : [{ name: "connection", text: connection(data) }]),
      ...facts,
    ];
    reconcile(this.#part("facts"), known, (fact) => fact.name, () => made("entry"), (row, { name, text }) => {
      setText(row.firstElementChild, name);
      setText(row.lastElementChild, text);
    });
    const bound = [{ name: "parent", peers: parent === null ? [] : [parent] }, ...relations];
    reconcile(this.#part("relations"), bound, (relation) => relation.name, () => made("entry"), (row, { name, peers }) => {
      setText(row.firstElementChild, name);
      const list = row.lastElementChild;
      const shown = peers.length === 0 ? [{ path: null, id: "none" }] : peers;
      reconcile(list, shown, (peer) => `${peer.path} ${peer.id}`, () => made("peer"), (element, peer) => {
        const address = peer.path === null ? null : this.linkOf(lane, peer.path);
        setText(element, peer.path ?? peer.id);
        element.title = peer.id;
        if (address === null) {
          element.removeAttribute("href");
        } else {
          element.href = address;
        }
      });
    });
    this.#lines("stack", stack, "It has none just now.");
    this.#lines("messages", messages, "None waits.");
    this.#lines("state", state, "Nothing.");
  }

  #lines(name, { lines, why }, none) {
    let place = 0;
    const shown = lines === null ? [why] : lines.length === 0 ? [none] : lines;
    const list = this.#part(name);
    list.classList.toggle("why", lines === null || lines.length === 0);
    reconcile(list, shown, () => String(place++), () => made("line"), setText);
  }
}
