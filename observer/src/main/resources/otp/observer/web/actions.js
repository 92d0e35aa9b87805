// What one can do to the selected process: each button says what OTP and what Akka makes of it. What ends something is asked twice.

import { made, reconcile, setAttribute, setText } from "./dom.js";

const SURE = 4000;

const ACTIONS = [
  {
    name: "crash",
    ends: true,
    akka: "It throws at a message that is slipped in behind those that wait. Its own supervision decides: restarted in place, it keeps its path and its mailbox; without, it stops, and its parent decides.",
    handrolled: "It ends with an exception at its next message, as if its code had thrown. Its supervisor starts another process in its place, with a new pid and an empty mailbox.",
  },
  {
    name: "kill",
    ends: true,
    akka: null,
    handrolled: "Process.exit(pid, :kill): dead at once, whatever it does and even if it traps exits. No terminate runs, and its links hear killed.",
  },
  {
    name: "stop",
    ends: true,
    akka: "It stops after the message that it handles, its children with it. That is no failure, so supervision does not restart it; who watches it hears Terminated, and what follows is that one’s code.",
    handrolled: "GenServer.stop: it ends in order, with the reason normal. A permanent child is started again all the same, a transient or temporary one is not.",
  },
  {
    name: "suspend",
    ends: false,
    akka: "It and its children handle no messages: their mailboxes grow. Akka has no public way to do this.",
    handrolled: ":sys.suspend: it answers system messages only, all others wait. Its children go on.",
  },
  {
    name: "resume",
    ends: false,
    akka: "It and its children go on with what has waited.",
    handrolled: ":sys.resume: it goes on with what has waited.",
  },
];

const NO_KILL = "Akka Typed has no kill: nothing ends an actor in the middle of a message. Stop is the nearest.";

/** What the application allows this page. */
export const mode = document.querySelector('meta[name="observer"]').dataset;

/** Draws the buttons for a node into an element, and says what came of them. */
export class Actions {
  #node = null;
  #sure = null;

  constructor(element) {
    this.list = element.querySelector(".actions");
    this.result = element.querySelector(".result");
    this.off = element.querySelector(".off");
    this.off.hidden = mode.actions === "allowed";
    this.list.hidden = mode.actions !== "allowed";
  }

  show(node) {
    if (this.#node?.key !== node.key) {
      setText(this.result, "");
      this.#calm();
    }
    this.#node = node;
    reconcile(this.list, ACTIONS, (action) => action.name, () => this.#make(), (row, action) => {
      const button = row.querySelector("button");
      const words = action[node.lane];
      button.disabled = words === null;
      button.value = action.name;
      setAttribute(button, "aria-describedby", `what-${action.name}`);
      row.querySelector(".what").id = `what-${action.name}`;
      setText(button, this.#sure === action.name ? `really ${action.name} ${node.data.name}?` : action.name);
      setText(row.querySelector(".what"), words ?? NO_KILL);
    });
  }

  #make() {
    const row = made("action");
    row.querySelector("button").addEventListener("click", (event) => this.#press(event.target.value));
    return row;
  }

  #press(name) {
    if (ACTIONS.find((action) => action.name === name).ends && this.#sure !== name) {
      this.#sure = name;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.#calm(), SURE);
      this.show(this.#node);
      return;
    }
    this.#calm();
    this.#do(name, this.#node);
  }

  #calm() {
    clearTimeout(this.timer);
    this.#sure = null;
    if (this.#node !== null) {
      this.show(this.#node);
    }
  }

  async #do(name, node) {
    const query = new URLSearchParams({ lane: node.lane, path: node.data.path, id: node.data.id, action: name });
    try {
      const answer = await fetch(`/api/action?${query}`, { method: "POST", headers: { "X-Observer-Token": mode.token } });
      setText(this.result, `${name} ${node.data.name}: ${await answer.text()}`);
      this.result.classList.toggle("refused", !answer.ok);
    } catch {
      setText(this.result, `${name} ${node.data.name}: the application does not answer.`);
    }
  }
}
