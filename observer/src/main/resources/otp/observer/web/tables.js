// Below the tree of each lane its tables; an open one shows some of its entries.

import { made, reconcile, setText } from "./dom.js";
import { counted, number } from "./words.js";

const PATIENCE = 5000;

/** Asks once. What goes wrong is told by the stream, which asks the same application. */
export async function look(laneElements) {
  try {
    const response = await fetch("/api/tables", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    if (response.ok) {
      show(await response.json(), laneElements);
    }
  } catch {
    // Not there, or too slow.
  }
}

function show(snapshot, laneElements) {
  for (const { lane, tables } of snapshot.lanes) {
    const element = laneElements.get(lane);
    if (element !== undefined) {
      reconcile(element.querySelector(".tables"), tables, (table) => table.name, () => made("table"), showTable);
    }
  }
}

function showTable(element, table) {
  setText(element.querySelector(".title"), table.name);
  const reads = table.hits === null ? "" : `, ${counted(table.hits, "hit")}, ${number(table.misses)} missed`;
  const size = table.size === 1 ? "1 entry" : `${number(table.size)} entries`;
  setText(element.querySelector(".figures"), `${size}, about ${number(table.bytes)} bytes${reads}`);
  setText(element.querySelector(".about"), `${table.kind}, owned by ${table.owner}`);
  // By place: two keys may look alike as text.
  let place = 0;
  reconcile(element.querySelector(".entries"), table.first, () => String(place++), () => made("entry"), (row, entry) => {
    setText(row.firstElementChild, entry.key);
    setText(row.lastElementChild, entry.value);
  });
}
