/**
 * The fold: a session's public state is its public stream, applied event by event.
 *
 * The same rules as dialogue/fold.py, held to the same fixtures (tests/fixtures/fold). Items are
 * replaced, never changed in place, so `before !== after` tells a page what to draw again. What
 * this browser does not know yet (a newer kind, a number it never saw) is ignored.
 */

export function initial() {
  return {
    session: {
      title: "", summary: "", unit: "", starts_at: null, ends_at: null, guests: [],
      rules: { ask: "signed_in", guests_support: false, max_length: 0, per_person: 0, promise_minutes: 0, slow_seconds: 0 },
      topics: [], poster: "", stream: "", documents: [],
      state: "draft", intake: false, note: "", opened_at: null, ended_at: null,
    },
    questions: {}, next: [], current: null, entries: [], totals: {},
    promises: {}, pins: [], polls: {}, opinions: {},
  };
}

/** The state after one event frame; the state given is left as it was. */
export function apply(state, frame) {
  return fold([frame], state);
}

/** The state after all the frames. Copies once, so a long backlog costs its length only. */
export function fold(frames, start = initial()) {
  const state = {
    session: start.session, questions: { ...start.questions }, next: start.next,
    current: start.current, entries: [...start.entries], totals: { ...start.totals },
    promises: { ...start.promises }, pins: start.pins, polls: { ...start.polls },
    opinions: { ...start.opinions },
  };
  for (const frame of frames) {
    if (Object.hasOwn(RULES, frame.kind)) RULES[frame.kind](state, frame.data, frame);
  }
  return state;
}

const RULES = {
  "session.announced"(state, data) {
    detail(state, data);
    enter(state, "announced", { intake: false });
  },
  "session.detailed": detail,
  "session.collecting"(state) {
    enter(state, "collecting", { intake: true });
  },
  "session.opened"(state, data, frame) {
    enter(state, "live", { intake: true, opened_at: frame.at });
    notice(state, frame, "opened");
  },
  "session.paused"(state, data, frame) {
    enter(state, "paused", { note: data.note });
    notice(state, frame, "paused", data.note);
  },
  "session.resumed"(state, data, frame) {
    enter(state, "live");
    notice(state, frame, "resumed");
  },
  "session.intake_closed"(state, data, frame) {
    state.session = { ...state.session, intake: false };
    notice(state, frame, "intake_closed");
  },
  "session.extended"(state, data, frame) {
    state.session = { ...state.session, ends_at: data.ends_at };
    notice(state, frame, "extended", data.note);
  },
  "session.ended"(state, data, frame) {
    enter(state, "ended", { intake: false, ended_at: frame.at });
    state.next = [];
    layDownCurrent(state);
    notice(state, frame, "ended", data.summary);
  },
  "session.archived"(state) {
    enter(state, "archived");
  },
  "session.cancelled"(state, data, frame) {
    enter(state, "cancelled", { intake: false, note: data.reason });
    notice(state, frame, "cancelled", data.reason);
  },

  "question.published"(state, { number, text, name, guest, edited, asked_at, topic = "" }, frame) {
    if (state.questions[number]) return;
    state.questions[number] = {
      number, text, name, guest, edited, asked_at, published_at: frame.at, topic,
      state: "published", reason: "", case: "", unit: "", seq: frame.seq, answers: [],
    };
  },
  "question.taken_up": known((state, question, data, frame) => {
    layDownCurrent(state);
    put(state, question, { state: "taken_up" });
    outOfTurn(state, question.number);
    state.current = question.number;
    add(state, frame, { type: "question", number: question.number, text: question.text });
  }),
  "question.put_back": known((state, question) => {
    put(state, question, { state: atRest(question) });
    if (state.current === question.number) state.current = null;
  }),
  "question.ordered"(state, data) {
    state.next = data.numbers.filter((number) => state.questions[number]);
  },
  "question.taken_down": known((state, question, data) => {
    put(state, question, { text: "", name: "", reason: data.reason, state: "taken_down" });
    outOfTurn(state, question.number);
    state.entries = state.entries.map((entry) =>
      entry.type === "question" && entry.number === question.number ? { ...entry, text: "" } : entry);
    for (const seq of question.answers) delete state.opinions[seq];
  }),
  "question.assigned": known((state, question, data) => {
    put(state, question, { unit: data.unit, state: atRest(question) });
    outOfTurn(state, question.number);
  }),
  "question.unnamed": known((state, question) => {
    put(state, question, { name: "" });
  }),
  "question.handed_over": known((state, question, data) => {
    put(state, question, { case: data.case, state: "handed_over" });
    outOfTurn(state, question.number);
  }),
  "support.totalled"(state, data) {
    for (const [number, users, guests] of data.totals) {
      if (state.questions[number]) state.totals[number] = [users, guests];
    }
  },

  "answer.published": known((state, question, { speaker, text, sources = [] }, frame) => {
    settle(state, question, frame);
    add(state, frame, { type: "answer", number: question.number, speaker, text, sources });
  }),
  "answer.given_aloud": known((state, question, { speaker }, frame) => {
    settle(state, question, frame);
    add(state, frame, { type: "aloud", number: question.number, speaker });
  }),
  "promise.made"(state, { number, speaker, text, unit, due }, frame) {
    state.promises[frame.seq] = { seq: frame.seq, at: frame.at, number, speaker, text, unit, due };
    add(state, frame, { type: "promise", number, speaker, text });
  },
  "notice.pinned"(state, { text }, frame) {
    state.pins = [...state.pins, { seq: frame.seq, at: frame.at, text }];
  },
  "notice.unpinned"(state, { target }) {
    state.pins = state.pins.filter(({ seq }) => seq !== target);
  },
  "poll.opened"(state, { poll, question, form, options, most, hidden, erased }, frame) {
    // Which poll it was went with its words.
    if (erased || state.polls[poll]) return;
    state.polls[poll] = {
      poll, question, form, options, most, hidden, open: true, seq: frame.seq, closed_seq: null,
      votes: [], users: 0, guests: 0,
    };
    add(state, frame, { type: "poll", poll, text: question });
  },
  "poll.closed"(state, { poll, options, votes, users, guests }, frame) {
    const before = state.polls[poll];
    if (!before) return;
    state.polls[poll] = { ...before, open: false, closed_seq: frame.seq, options, votes, users, guests };
    add(state, frame, { type: "poll", poll, text: before.question });
  },
  "poll.word_taken_back"(state, { poll, place }) {
    const before = state.polls[poll];
    if (!before || before.open) return;
    state.polls[poll] = { ...before, options: before.options.map((word, n) => (n === place - 1 ? "" : word)) };
  },
  "opinions.totalled"(state, { totals }) {
    for (const { seq, thanks, clear, more, stars, rated } of totals) {
      state.opinions[seq] = [thanks, clear, more, stars, rated];
    }
  },
  "speech.published"(state, data, frame) {
    add(state, frame, { type: "speech", speaker: data.speaker, text: data.text });
  },
  "entry.corrected"(state, data, frame) {
    const index = state.entries.findIndex((entry) => entry.seq === data.target);
    if (index < 0) return;
    const entry = state.entries[index];
    const { text, html = "", reason } = data;
    const correction = { seq: frame.seq, at: frame.at, text, html, reason };
    state.entries[index] = { ...entry, corrections: [...entry.corrections, correction] };
  },
};

function known(rule) {
  return (state, data, frame) => {
    const question = state.questions[data.number];
    if (question) rule(state, question, data, frame);
  };
}

function detail(state, data) {
  const { title, summary, unit, starts_at, ends_at, guests } = data;
  // What came later is not in earlier logs.
  const { topics = [], poster = "", stream = "", documents = [] } = data;
  const rules = { slow_seconds: 0, ...data.rules };
  state.session = {
    ...state.session, title, summary, unit, starts_at, ends_at, guests, rules, topics, poster, stream, documents,
  };
}

function enter(state, name, more = {}) {
  // A note belongs to the state it was given in.
  state.session = { ...state.session, note: "", ...more, state: name };
}

function put(state, question, changes) {
  state.questions[question.number] = { ...question, ...changes };
}

function settle(state, question, frame) {
  // What is followed as a case stays one, and a placeholder must not come back to life.
  const stays = ["taken_down", "handed_over"].includes(question.state);
  const answers = [...question.answers, frame.seq];
  put(state, question, { answers, state: stays ? question.state : "answered" });
  outOfTurn(state, question.number);
}

function atRest(question) {
  return question.answers.length ? "answered" : "published";
}

function layDownCurrent(state) {
  const question = state.questions[state.current];
  if (question?.state === "taken_up") put(state, question, { state: atRest(question) });
  state.current = null;
}

function outOfTurn(state, number) {
  state.next = state.next.filter((other) => other !== number);
  if (state.current === number) state.current = null;
}

function notice(state, frame, name, text = "") {
  add(state, frame, { type: "notice", text, notice: name });
}

function add(state, frame, what) {
  state.entries.push({
    seq: frame.seq, at: frame.at, number: null, poll: null, speaker: null, text: "",
    html: frame.data.html ?? "", sources: [], notice: "", corrections: [], ...what,
  });
}
