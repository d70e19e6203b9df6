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
      text: `Take a battery, a small bulb and one wire. However you connect the bulb to one end of the battery with that single wire, it stays dark. Add a second wire that leads back to the other end, and the bulb lights at once.

Electricity does work only where it has a complete path: out of the battery, through the bulb and back. Such a closed path is called a circuit. Break it anywhere, and the flow stops everywhere in the loop in the same moment. That is all a switch does: it opens a gap in the loop, or closes it.

Nothing is used up on the way round. As many electrons come back to the battery as leave it. What the bulb takes from them is energy, which it turns into light and heat.`,
    },
    {
      id: "three-quantities",
      tag: "concept",
      title: "Current, voltage, resistance",
      desc: "Three quantities beside a loop of water. Current is drawn from plus to minus, as is the custom; electrons drift the other way.",
      alt: "A pump pushing water round a loop with a narrow pipe, next to a battery pushing current round a loop with a resistor. Dotted lines pair narrow pipe and resistance, water flow and current, pump and voltage.",
      text: `Think of a pump that drives water around a closed loop of pipes. How much water passes each second is like the current. It is measured in amperes, and in a wire it is the flow of electric charge.

The push of the pump is like the voltage of the battery, measured in volts. More exactly, it tells how much energy each unit of charge gets. A narrow stretch of pipe holds the water back, and so does resistance, measured in ohms. Thin, long wires resist more than thick, short ones, and copper resists far less than most other metals.

The comparison has limits. Wires are full of electrons from the start, and these drift along very slowly, often less than a millimetre a second. The lamp still lights at once, because the push spreads through the loop at nearly the speed of light.`,
    },
    {
      id: "ohms-law",
      tag: "mechanism",
      title: "One rule ties them together",
      desc: "Ohm's law: current is voltage divided by resistance, with numbers to try.",
      alt: "The formula I = V / R above three worked lines, beside a circuit of battery, resistor and meter. The needle follows the marked line: 0.5 ampere, 1 ampere with twice the voltage, 0.25 with twice the resistance.",
      text: `More push gives more flow, and more resistance gives less. For metal wires at a steady temperature this holds very well, and it is called Ohm's law: current equals voltage divided by resistance, or I = V / R.

Try it. A 6 volt battery drives a resistor of 12 ohms. The current is 6 divided by 12, which is 0.5 amperes. Double the voltage to 12 volts, and the current doubles to 1 ampere. Double the resistance instead, and the current halves to 0.25 amperes.

How much energy is turned over each second is called power, measured in watts. It is voltage times current: in the first case 6 volts times 0.5 amperes, which makes 3 watts. The filament of a bulb is a good warning that the rule has limits: as it gets hot its resistance rises several times over.`,
    },
    {
      id: "series-parallel",
      tag: "example",
      title: "In a row or side by side",
      desc: "Two equal resistors in series and in parallel, worked out with the same 6 volt battery.",
      alt: "Above, two resistors in one loop share 6 volts and carry 0.3 ampere; below, on separate branches, each has the full 6 volts and 0.6 ampere, and the battery supplies 1.2.",
      text: `Take two resistors of 10 ohms and a 6 volt battery. Connect them in a row, which is called series. There is only one path, so the same current flows through both. Their resistances add up to 20 ohms, the current is 0.3 amperes, and each of them gets 3 volts. Remove one, and the loop is broken.

Now connect them side by side, in parallel. Each has a path of its own to the battery and gets the full 6 volts, so 0.6 amperes flow in each branch. The battery supplies 1.2 amperes, just as if there were a single resistor of 5 ohms. Remove one, and the other does not notice.

That is why the lamps in your home are wired in parallel: you can switch one off while the rest stay on.`,
    },
    {
      id: "recap",
      tag: "recap",
      title: "What to keep, and how to stay safe",
      desc: "The main ideas in short, and why short circuits and fuses matter.",
      alt: "A circuit with battery, switch, fuse and lamp, and a dashed wire across the lamp that marks a short circuit. When it carries current, the lamp goes dark and the fuse melts.",
      text: `A circuit is a closed loop. A source such as a battery gives the charges energy, and a lamp or a motor turns that energy into something useful. Voltage is the push, current is the flow, resistance holds it back, and I = V / R links them. In series the current is the same everywhere; in parallel every branch gets the same voltage.

The rule also shows a danger. If a wire joins both ends of a source directly, the resistance is almost zero and the current becomes huge. That is a short circuit, and it can start a fire. A fuse or breaker opens the loop before the wires get too hot.

Experiment with small batteries only. The voltage of a wall socket can kill.`,
    },
  ],
};
