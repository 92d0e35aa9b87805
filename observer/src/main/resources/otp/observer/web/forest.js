// What is known of the trees: nodes by lane and path, as the stream tells of them. Knows nothing of the page.

/** For how long who has gone is still shown, and who is new is marked. */
export const MARKED = 3000;

const WINDOW = 5;

function keyOf({ lane, path }) {
  return `${lane} ${path}`;
}

function byName(one, other) {
  return one.data.name < other.data.name ? -1 : one.data.name > other.data.name ? 1 : 0;
}

export class Forest {
  lanes = new Map();
  nodes = new Map();
  #ghosts = new Map();
  #marked = new Set();

  /** Everything there is, after a time in which nobody looked: so it is no news. */
  snapshot({ lanes, nodes }, now) {
    this.#setLanes(lanes);
    const present = new Set(nodes.map(keyOf));
    const touched = new Set();
    for (const ghost of [...this.#ghosts.values()]) {
      this.#detach(ghost, touched);
    }
    for (const node of [...this.nodes.values()]) {
      if (!present.has(node.key)) {
        this.#take(node, touched);
      }
    }
    for (const data of nodes) {
      const node = this.nodes.get(keyOf(data));
      if (node === undefined) {
        this.#put(data, now, touched);
      } else {
        if (node.data.id !== data.id) {
          node.samples = [];
        }
        Object.assign(node.data, data);
        node.began = began(data.age, now);
      }
    }
    return { touched, changed: new Set(this.nodes.values()), news: [] };
  }

  /** What is different, and what of it is news: who was born, has ended, was started again. */
  diff({ lanes = null, removed = [], added = [], changed = [] }, now) {
    if (lanes !== null) {
      this.#setLanes(lanes);
    }
    const touched = new Set();
    const updated = new Set();
    const news = [];
    this.#remove(removed, now, touched, news);
    for (const data of added) {
      const { node, inPlaceOf } = this.#put(data, now, touched);
      updated.add(node);
      news.push({ kind: inPlaceOf ? "again" : "born", node });
    }
    for (const change of changed) {
      const node = this.nodes.get(keyOf(change));
      if (node === undefined) {
        continue;
      }
      const more = (change.restarts ?? 0) - (node.data.restarts ?? 0);
      const another = change.id !== undefined || change.age !== undefined;
      if (another) {
        node.samples = [];
      }
      Object.assign(node.data, change);
      if (change.age !== undefined) {
        node.began = began(change.age, now);
      }
      if (another || more > 0) {
        news.push({ kind: "again", node, times: Math.max(1, more) });
      }
      updated.add(node);
    }
    for (const { kind, node, times } of news) {
      node.mark = { kind, times: times ?? 1, until: now + MARKED };
      this.#marked.add(node);
      const counts = this.lanes.get(node.lane).counts;
      counts[kind] += times ?? 1;
    }
    return { touched, changed: updated, news };
  }

  /** Forgets marks, and who has ended, once they were seen. */
  expire(now) {
    const touched = new Set();
    const changed = new Set();
    for (const node of this.#marked) {
      if (node.mark.until <= now) {
        node.mark = null;
        this.#marked.delete(node);
        if (node.gone) {
          this.#detach(node, touched);
        } else if (this.nodes.get(node.key) === node) {
          changed.add(node);
        }
      }
    }
    return { touched, changed, news: [] };
  }

  /** Measures how fast messages are handled, over the last few seconds. */
  measure(now) {
    for (const node of this.nodes.values()) {
      node.samples = [...node.samples, { at: now, messages: node.data.messages }].slice(-WINDOW);
      const first = node.samples[0];
      node.rate = node.data.messages === null || first.at === now ? null : (node.data.messages - first.messages) * 1000 / (now - first.at);
    }
  }

  /** The names from the top of a lane to a node: the same in both lanes for who plays the same part. */
  names(node) {
    const names = [];
    for (let at = node; at !== null; at = at.parent) {
      names.unshift(at.data.name);
    }
    return names;
  }

  at(lane, path) {
    return this.nodes.get(keyOf({ lane, path })) ?? null;
  }

  find(lane, names) {
    let node = this.lanes.get(lane)?.root ?? null;
    if (node === null || (names[0] !== node.data.name && names[0] !== node.data.path.slice(1))) {
      return null;
    }
    for (const name of names.slice(1)) {
      node = node.children.find((child) => child.data.name === name && !child.gone) ?? null;
      if (node === null) {
        return null;
      }
    }
    return node;
  }

  #setLanes(lanes) {
    for (const { lane, ended } of lanes) {
      const known = this.lanes.get(lane);
      if (known === undefined) {
        this.lanes.set(lane, { lane, ended, root: null, counts: { born: 0, gone: 0, again: 0 } });
      } else {
        known.ended = ended;
      }
    }
  }

  #put(data, now, touched) {
    const parent = data.parent === null ? null : this.nodes.get(keyOf({ lane: data.lane, path: data.parent })) ?? null;
    const node = {
      key: keyOf(data), lane: data.lane, parent, data, began: began(data.age, now),
      children: [], mark: null, gone: false, below: 0, samples: [], rate: null,
    };
    this.nodes.set(node.key, node);
    const before = this.#ghosts.get(node.key);
    if (before !== undefined) {
      this.#detach(before, touched);
    }
    if (parent === null) {
      const lane = this.lanes.get(data.lane);
      lane.root = node;
      touched.add(lane);
    } else {
      const last = parent.children.at(-1);
      parent.children.push(node);
      // Those who come together come in order.
      if (last !== undefined && byName(last, node) > 0) {
        parent.children.sort(byName);
      }
      touched.add(parent);
    }
    return { node, inPlaceOf: before !== undefined };
  }

  /** Of a whole branch that is gone, the top is still shown for a while, and says how many have gone with it. */
  #remove(places, now, touched, news) {
    const gone = places.map((place) => this.nodes.get(keyOf(place))).filter((node) => node !== undefined);
    const all = new Set(gone);
    for (const node of gone) {
      this.nodes.delete(node.key);
      if (node.parent !== null && all.has(node.parent)) {
        continue;
      }
      node.below = size(node) - 1;
      node.children = [];
      node.gone = true;
      this.#ghosts.set(node.key, node);
      touched.add(node);
      touched.add(node.parent ?? this.lanes.get(node.lane));
      news.push({ kind: "gone", node, times: node.below + 1 });
    }
  }

  #take(node, touched) {
    this.nodes.delete(node.key);
    this.#detach(node, touched);
  }

  #detach(node, touched) {
    if (this.#ghosts.get(node.key) === node) {
      this.#ghosts.delete(node.key);
    }
    const lane = this.lanes.get(node.lane);
    if (node.parent === null) {
      if (lane.root === node) {
        lane.root = null;
      }
      touched.add(lane);
    } else {
      const place = node.parent.children.indexOf(node);
      if (place >= 0) {
        node.parent.children.splice(place, 1);
      }
      touched.add(node.parent);
    }
  }
}

function began(age, now) {
  return age === null ? null : now - age * 1000;
}

function size(node) {
  let count = 0;
  for (const each of branch(node)) {
    count += each.gone ? 0 : 1;
  }
  return count;
}

/** A node and all below it, each after the one above. Copies, since who is walked over may be taken away. */
export function branch(node) {
  const all = [];
  const rest = [node];
  while (rest.length > 0) {
    const next = rest.pop();
    all.push(next);
    for (let i = next.children.length - 1; i >= 0; i--) {
      rest.push(next.children[i]);
    }
  }
  return all;
}
