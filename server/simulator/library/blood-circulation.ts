import type { LibraryTopic } from "./topic.ts";

export const bloodCirculation: LibraryTopic = {
  title: "How blood travels around your body",
  phrases: [
    "blood circulation",
    "circulation of blood",
    "circulation of the blood in the body",
    "human blood circulation",
    "how does blood circulate",
    "how blood circulates",
    "how does blood circulate in the body",
    "how blood circulates through the body",
    "how does blood circulate around the body",
    "how does blood flow",
    "how does blood flow through the body",
    "how blood flows through the body",
    "how blood flows through the heart",
    "how does blood flow through the heart",
    "how does blood travel through the body",
    "how blood travels around your body",
    "how does blood move through the body",
    "circulatory system",
    "human circulatory system",
    "the heart and blood circulation",
    "how does the heart pump blood",
    "how the heart pumps blood",
  ],
  steps: [
    {
      id: "one-minute-trip",
      tag: "hook",
      title: "A trip that takes a minute",
      desc: "The scale of the task: five litres of blood, a hundred thousand beats a day, no rest.",
      alt: "A person stretches out an arm: a red artery runs from the heart to the fingertip and a blue vein runs back, while a stopwatch counts about one minute. Beside them: 5 litres of blood, 100,000 beats a day.",
      text: `Put two fingers on your wrist and feel the beat. Each throb is a wave of pressure that left your heart a moment ago. At rest the heart does this 60 to 100 times a minute in most adults, which is around 100,000 times a day, without ever taking a break.

An adult has about five litres of blood. The resting heart moves roughly five litres every minute, so on average all your blood passes through it about once a minute. When you run hard, the flow can grow to four or five times as much.

Why the hurry? Your cells need oxygen and sugar all the time, and they make waste that must leave. Most of them lie far too deep inside you to be served by the air and the food directly. Something has to carry it all.`,
    },
    {
      id: "double-pump",
      tag: "concept",
      title: "The heart is two pumps",
      desc: "Four chambers: the right side serves the lungs, the left side serves the rest of the body.",
      alt: "A heart cut open from the front, the right atrium and ventricle in blue on the left of the picture, the left atrium and thick-walled left ventricle in red on the right. Valves open and close as blood passes from the body to the lungs and from the lungs to the body.",
      text: `The heart is about the size of your fist, and it is really two pumps side by side with a wall between them. Each pump has two chambers. The upper one, the atrium, receives blood. The lower one, the ventricle, pushes it out.

The right side receives blood that has given some of its oxygen to the body, and sends it to the lungs. The left side receives fresh blood from the lungs and sends it everywhere else. That is a harder job, so the wall of the left ventricle is much thicker.

Blood must never flow backwards, so four valves act as one-way doors. They open and close by the pressure of the blood itself. The “lub-dub” that a doctor listens to is the sound of these valves closing.`,
    },
    {
      id: "two-loops",
      tag: "mechanism",
      title: "Two loops, one after the other",
      desc: "The path of one drop of blood: body, right heart, lungs, left heart, body again.",
      alt: "A figure of eight with the heart in the middle: the small upper loop goes through the pulmonary artery to the lungs and back by the pulmonary vein, the large lower loop through the aorta to the body and back by the vena cava.",
      text: `Follow one drop of blood. It comes from a leg, dark red because it carries less oxygen, and enters the right atrium through a large vein, the vena cava. From there it passes into the right ventricle, which squeezes it through the pulmonary artery to the lungs.

In the lungs it spreads through tiny vessels wrapped around air sacs. Carbon dioxide moves out into the air that you will breathe out, and oxygen moves in. Now bright red, the drop returns through a pulmonary vein to the left atrium, then the left ventricle. One strong push sends it into the aorta, the body's largest artery, and on to a muscle, the brain or the gut.

So blood runs a figure of eight: heart, lungs, heart, body. It meets the heart twice on every round.`,
    },
    {
      id: "vessels",
      tag: "example",
      title: "Arteries, capillaries and veins",
      desc: "Three kinds of vessels, and why exchange happens only in the thinnest of them.",
      alt: "A thick-walled artery branches into a net of capillaries around body cells, where oxygen and sugar go out and waste comes in; the net gathers into a wider, thin-walled vein with a valve.",
      text: `Arteries carry blood away from the heart. Their thick, springy walls stretch with each beat and spring back, which smooths the flow. The pulse at your wrist is such an artery.

They branch again and again until they become capillaries, so narrow that red blood cells pass almost one at a time. Their walls are a single layer of cells thick. Here the real work happens: oxygen and sugar slip out to the tissue, while carbon dioxide and other waste slip in.

Capillaries join into veins, which lead back to the heart. The pressure in them is low, so veins have valves of their own, and the muscles of your legs help by squeezing them as you walk. That is why sitting still for hours can make your feet swell.`,
    },
    {
      id: "recap",
      tag: "recap",
      title: "The whole journey again",
      desc: "The round trip in a few sentences, and what exercise changes.",
      alt: "A ring of six stations with arrows: right heart, lungs, left heart, arteries, capillaries, veins; red from the lungs to the capillaries, blue from there back. A runner in the middle: four to five times the flow.",
      text: `The heart is a double pump. Its right side sends blood to the lungs to take up oxygen and lose carbon dioxide. Its left side sends that blood to the whole body through arteries. In the capillaries the cells get what they need and hand over their waste, and veins bring the blood back to start again. Valves keep it all going one way.

The system also adjusts itself. When you climb stairs, your muscles use more oxygen, the heart beats faster and harder, and small arteries widen in the muscles that are working and narrow in places that can wait, such as the gut.

Arteries lead away from the heart and veins lead back. If you keep that one rule, you can trace the path of any drop.`,
    },
  ],
};
