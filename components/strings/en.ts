const plural = new Intl.PluralRules("en");
const of = (count: number, one: string, other: string) => (plural.select(count) === "one" ? one : other);

/** Every text of the interface in English; `Strings` is its shape, so that a text missing elsewhere is a type error. */
export const en = {
  site: {
    name: "Learn-X",
    description: "Type what you want to understand. It is made for you, live.",
    skip: "Skip to content",
    navigation: "Main",
    library: "Library",
    account: "Account",
    offline:
      "You are offline. What is already on this page stays; everything goes on when the connection is back.",
  },
  footer: {
    language: "Language",
    theme: "Theme",
    themes: { system: "Like my device", light: "Light", dark: "Dark" },
  },
  sample: {
    name: "Sample model",
    explanation:
      "No model key is set, so answers come from a built-in sample, made to try things out. They are prepared texts, not real answers. Whoever runs this site can add a key to get real ones.",
  },
  home: {
    title: "What would you like to understand?",
    hint: "Ask anything, in any language.",
    placeholder: "Why does the moon seem to follow us?",
    level: "Level",
    anyLevel: "Any level",
    levels: { child: "For a child", teen: "For a teenager", adult: "For an adult", expert: "For an expert" },
    submit: "Show me",
    submitting: "Starting…",
    keys: "Enter starts, Shift + Enter makes a new line.",
    left: (count: number) =>
      count >= 0
        ? of(count, "1 character left", `${count} characters left`)
        : of(-count, "1 character too many", `${-count} characters too many`),
    empty: "Write what you want to understand first.",
    tooLong: (limit: number) =>
      `The question may have at most ${limit} characters. Please shorten it a little.`,
    examples: "Or begin with one of these",
    recent: "Continue where you left off",
    allRuns: "Everything in my library",
    ways: "Ways to learn it",
  },
  kinds: {
    visual: { name: "Drawn", summary: "A picture story in a few steps" },
    story: { name: "Told", summary: "An adventure that you steer" },
    lesson: { name: "Taught", summary: "A language lesson" },
    course: { name: "Structured", summary: "A whole course" },
    variants: { name: "Planned", summary: "Four session plans to choose from" },
  },
  run: {
    status: {
      queued: "Waiting its turn",
      running: "Being made",
      waiting: "Waiting for you",
      succeeded: "Finished",
      partial: "Finished in part",
      failed: "Not finished",
      cancelled: "Stopped",
    },
    planning: "Planning the steps",
    asked: "Your question is here",
    writing: "Then each step is written",
    progress: (done: number, total: number) => `${done} of ${of(total, "1 step", `${total} steps`)} done`,
    progressLabel: "Progress",
    elapsed: "Time so far",
    took: "Time taken",
    queue: (place: number) => (place === 1 ? "You are next." : `Number ${place} in the queue.`),
    queueEstimate: (minutes: number) =>
      minutes <= 1 ? "It should begin within a minute." : `It should begin in about ${minutes} minutes.`,
    queueHint: "You can leave this page; it goes on without you.",
    stop: "Stop",
    stopping: "Stopping…",
    again: "Try again",
    retryingNow: "Trying again…",
    startAgain: "Start again",
    askAnother: "Ask something else",
    reconnecting: "Reconnecting. Nothing is lost; it goes on where it was.",
    offline: "You are offline. It goes on without you, and shows here as soon as the connection is back.",
    cost: (usd: string, tokens: string) => `Cost ${usd}, ${tokens} tokens`,
    sampleCost: (usd: string, tokens: string) =>
      `Made by the sample model, free of charge. A real one would have cost ${usd} for ${tokens} tokens`,
    succeededTitle: "All done",
    partialTitle: (failed: number) =>
      of(failed, "One step could not be made", `${failed} steps could not be made`),
    partialText: "Everything else is here and stays.",
    failedTitle: "This could not be made",
    failedHint: "Your question is kept. Trying again picks up from here.",
    cancelledTitle: "Stopped",
    cancelledText: "You stopped it. What was finished before is kept.",
    actionFailed: "That did not work.",
  },
  visual: {
    question: "The question",
    steps: "Steps",
    step: (number: number, total: number) => `Step ${number} of ${total}`,
    tags: {
      hook: "To begin with",
      concept: "The idea",
      mechanism: "How it works",
      example: "For example",
      application: "In real life",
      recap: "Looking back",
    },
    states: {
      pending: "Not begun yet",
      running: "Being written",
      retrying: "The first try did not work; trying again",
      done: "Done",
      failed: "Could not be made",
      stopped: "Stopped before it was written",
    },
    failed: "This step could not be made.",
  },
  announce: {
    planReady: (title: string, steps: number) =>
      `The plan is ready: ${title}. ${of(steps, "One step", `${steps} steps`)}.`,
    stepDone: (number: number, total: number, title: string) =>
      `Step ${number} of ${total} is done: ${title}`,
    stepFailed: (number: number, total: number, title: string) =>
      `Step ${number} of ${total} could not be made: ${title}`,
    stepRetry: (number: number, total: number) => `Step ${number} of ${total} is being tried again.`,
    queued: (place: number) => `Waiting in the queue, number ${place}.`,
    ended: {
      succeeded: "All steps are done.",
      partial: "Finished, but not every step could be made.",
      failed: "This could not be made.",
      cancelled: "Stopped.",
    },
  },
  library: {
    title: "Library",
    lead: "Everything you have asked for, newest first.",
    empty: "Nothing here yet. What you ask for will be kept here.",
    emptyAction: "Ask something",
    older: "Older",
    newest: "Back to the newest",
    pages: "Pages",
  },
  account: {
    title: "Account",
    anonymousTitle: "You are learning without an account",
    anonymousText:
      "What you make is kept in this browser. With an account it stays with you on every device.",
    signedInAs: (name: string) => `Signed in as ${name}`,
    signUp: "Create an account",
    signIn: "Sign in",
    signOut: "Sign out",
    signUpTab: "New here",
    signInTab: "I have an account",
    name: "Name",
    email: "Email",
    password: "Password",
    passwordHint: (length: number) => `At least ${length} characters.`,
    working: "One moment…",
    tokens: "Access for other programs",
    tokensText: "A token lets a program use this site in your name. Give each program its own.",
    tokenName: "What is it for?",
    tokenNamePlaceholder: "My script",
    tokenCreate: "Make a token",
    tokenCreated: "Copy this token now. It is shown only this once.",
    tokenCopy: "Copy",
    tokenCopied: "Copied",
    tokenRevoke: "Revoke",
    tokenRevokeOf: (name: string) => `Revoke “${name}”`,
    tokenSure: "Really revoke",
    tokenNone: "No tokens yet.",
    tokenMade: (date: string) => `made ${date}`,
    tokenUsed: (date: string) => `last used ${date}`,
    tokenUnused: "never used",
    tokensFailed: "The tokens could not be loaded.",
  },
  claim: {
    title: "Become the first administrator",
    lead: "This link works once. It makes the account that looks after this site.",
    noToken:
      "This link is not complete. Open the whole address that was printed when the site first started.",
    submit: "Create the administrator account",
    doneTitle: "The account is ready",
    doneText: "You can sign in with it now.",
  },
  form: {
    required: "Please fill this in.",
    email: "This does not look like an email address.",
    short: (length: number) => `Please use at least ${length} characters.`,
    long: (length: number) => `Please use at most ${length} characters.`,
    network: "The connection was lost. Nothing you wrote is gone; please try again.",
    retryAfter: (seconds: number) =>
      seconds < 90
        ? `Please try again in ${Math.max(1, Math.ceil(seconds))} s.`
        : `Please try again in ${Math.ceil(seconds / 60)} minutes.`,
  },
  notFound: {
    title: "There is nothing here",
    text: "The address may be mistyped, or what it names belongs to someone else.",
    home: "Go to the start page",
  },
  error: {
    title: "Something went wrong on our side",
    text: "Nothing you made is lost. Please try again.",
    id: (id: string) => `If it keeps happening, mention this number: ${id}`,
    again: "Try again",
  },
  /** The whole page while the database does not answer. */
  away: {
    title: "We are away for a moment",
    text: "Our database does not answer just now. Nothing you made is lost. Please try again in a few seconds.",
    again: "Try again",
  },
  /** What a failure's code means, for languages that the server's own sentences are not in. */
  failures: {
    INVALID: "The request was not accepted as it is.",
    NOT_FOUND: "It was not found.",
    METHOD_NOT_ALLOWED: "That cannot be done here.",
    TOO_LARGE: "It is too large.",
    UNAUTHENTICATED: "Please sign in first.",
    FORBIDDEN: "You may not do that.",
    CONFLICT: "That is not possible at the moment.",
    LIMIT: "Too many requests at once. Please wait a little.",
    BUDGET: "The spending limit is reached.",
    UNSAFE_CONTENT: "The model will not answer this. Try to ask it in another way.",
    MODEL_UNAVAILABLE: "The model cannot be reached at the moment.",
    BAD_OUTPUT: "The model's answer could not be used.",
    TIMEOUT: "It took too long.",
    CANCELLED: "It was stopped.",
    UNAVAILABLE: "The service cannot do this at the moment. Please try again shortly.",
    INTERNAL: "Something went wrong on our side.",
  },
};

export type Strings = typeof en;
