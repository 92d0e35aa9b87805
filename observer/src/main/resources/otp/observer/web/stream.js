// The live stream, open only while somebody can see the page and has not paused it.

const AGAIN = 2000;
const NOT_THERE =
  "The application does not answer. Start it with  ./mvnw compile exec:exec  and this page goes on by itself. Until then it shows what was last seen.";

export class Stream {
  #source = null;
  #again = null;
  #paused = false;

  /** on.snapshot and on.diff get data; on.state gets a word and a sentence. */
  constructor(url, on) {
    this.url = url;
    this.on = on;
    document.addEventListener("visibilitychange", () => this.#see());
    this.#see();
  }

  get paused() {
    return this.#paused;
  }

  pause(paused) {
    this.#paused = paused;
    if (paused) {
      this.on.state("paused", `Paused at ${new Date().toLocaleTimeString()}. Press p to go on: nothing is read meanwhile.`);
    }
    this.#see();
  }

  #see() {
    if (this.#paused || document.hidden) {
      this.#close();
    } else if (this.#source === null) {
      this.#open();
    }
  }

  #open() {
    this.#close();
    this.on.state("connecting", "Connecting …");
    const source = new EventSource(this.url);
    this.#source = source;
    source.addEventListener("snapshot", (event) => {
      this.on.snapshot(JSON.parse(event.data));
      this.on.state("live", "Live");
    });
    source.addEventListener("diff", (event) => {
      this.on.diff(JSON.parse(event.data));
      this.on.state("live", "Live");
    });
    source.addEventListener("problem", (event) => this.on.state("gone", event.data));
    source.addEventListener("end", (event) => this.on.state("gone", `${event.data} ${NOT_THERE}`));
    source.addEventListener("error", () => {
      // It tries again by itself, but for an answer that is no stream.
      if (source.readyState === EventSource.CLOSED && this.#source === source) {
        this.#refused();
      } else {
        this.on.state("gone", NOT_THERE);
      }
    });
  }

  #close() {
    clearTimeout(this.#again);
    this.#source?.close();
    this.#source = null;
  }

  async #refused() {
    this.#again = setTimeout(() => this.#open(), AGAIN);
    const giveUp = new AbortController();
    try {
      const answer = await fetch(this.url, { cache: "no-store", signal: giveUp.signal });
      this.on.state("gone", answer.ok ? NOT_THERE : await answer.text());
    } catch {
      this.on.state("gone", NOT_THERE);
    } finally {
      giveUp.abort();
    }
  }
}
