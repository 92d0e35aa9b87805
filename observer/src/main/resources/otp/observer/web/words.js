// How figures are said.

export const TITLES = {
  akka: "Akka Typed",
  handrolled: "From scratch",
};

const format = new Intl.NumberFormat("en-US");

export function number(value) {
  return value === null ? "?" : format.format(value);
}

export function counted(value, what) {
  return `${number(value)} ${what}${value === 1 ? "" : "s"}`;
}

/** In whole units, of which one is enough to see who is young. */
export function age(seconds) {
  if (seconds === null) {
    return "?";
  }
  const [length, unit] = seconds < 60 ? [1, "s"] : seconds < 3600 ? [60, "min"] : seconds < 86400 ? [3600, "h"] : [86400, "d"];
  return `${Math.floor(seconds / length)} ${unit}`;
}

export function budget(data) {
  return data.budget === null ? "" : `at most ${counted(data.budget.maxRestarts, "restart")} in ${data.budget.within} s`;
}

export function restarts(data) {
  return data.restarts === null ? "?" : data.restarts === 0 ? "0" : `↻ ${number(data.restarts)}`;
}

/** How a connection to Redis is; nothing for all that look after none. */
export function connection(data) {
  if (data.connection === null) {
    return "";
  }
  const { state, reconnects, pending } = data.connection;
  const again = reconnects > 0 ? `, ${counted(reconnects, "reconnect")}` : "";
  return `${state}${again}${pending > 0 ? `, ${number(pending)} pending` : ""}`;
}

export function perSecond(rate) {
  return rate === null ? "" : rate < 0.05 ? "0" : rate.toFixed(rate < 10 ? 1 : 0);
}
