import type { LibraryTopic } from "./topic.ts";

export const electricCircuits: LibraryTopic = {
  title: "Electric circuits: loops that do work",
  phrases: [
    "electric circuits",
    "electric circuit",
    "electrical circuits",
    "electrical circuit",
    "how do electric circuits work",
    "how does an electric circuit work",
    "how do electrical circuits work",
    "how does electricity flow",
    "how does electricity flow in a circuit",
    "how electricity flows in a circuit",
    "simple electric circuits",
    "series and parallel circuits",
    "voltage current and resistance",
    "circuits",
  ],
  steps: [
    {
      id: "closed-loop",
      tag: "hook",
      title: "Why one wire is not enough",
      desc: "A bulb lights only when the path from the battery leads through it and back again.",
      alt: "A battery and a bulb twice: with one wire the bulb is dark, and a dotted line marks the missing way back. With two wires electrons run out from minus and back to plus, and the bulb shines.",
    },
    {
      id: "three-quantities",
      tag: "concept",
      title: "Current, voltage, resistance",
      desc: "Three quantities beside a loop of water. Current is drawn from plus to minus, as is the custom; electrons drift the other way.",
      alt: "A pump pushing water round a loop with a narrow pipe, next to a battery pushing current round a loop with a resistor. Dotted lines pair narrow pipe and resistance, water flow and current, pump and voltage.",
    },
    {
      id: "ohms-law",
      tag: "mechanism",
      title: "One rule ties them together",
      desc: "Ohm's law: current is voltage divided by resistance, with numbers to try.",
      alt: "The formula I = V / R above three worked lines, beside a circuit of battery, resistor and meter. The needle follows the marked line: 0.5 ampere, 1 ampere with twice the voltage, 0.25 with twice the resistance.",
    },
    {
      id: "series-parallel",
      tag: "example",
      title: "In a row or side by side",
      desc: "Two equal resistors in series and in parallel, worked out with the same 6 volt battery.",
      alt: "Above, two resistors in one loop share 6 volts and carry 0.3 ampere; below, on separate branches, each has the full 6 volts and 0.6 ampere, and the battery supplies 1.2.",
    },
    {
      id: "recap",
      tag: "recap",
      title: "What to keep, and how to stay safe",
      desc: "The main ideas in short, and why short circuits and fuses matter.",
      alt: "A circuit with battery, switch, fuse and lamp, and a dashed wire across the lamp that marks a short circuit. When it carries current, the lamp goes dark and the fuse melts.",
    },
  ],
};
