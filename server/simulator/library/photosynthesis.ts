import type { LibraryTopic } from "./topic.ts";

export const photosynthesis: LibraryTopic = {
  title: "Photosynthesis: how a leaf makes food from light",
  phrases: [
    "photosynthesis",
    "how do plants make food",
    "how plants make their own food",
    "how does a plant make its food",
    "how do plants make food from light",
    "how do plants make food from sunlight",
    "how do plants use sunlight",
    "how do leaves make food",
    "how do leaves make sugar",
    "photosynthesis in plants",
    "the process of photosynthesis",
  ],
  steps: [
    {
      id: "tree-from-air",
      tag: "hook",
      title: "Where does a tree come from?",
      desc: "Van Helmont's willow: a tree gains many kilograms while the soil loses almost nothing.",
      alt: "A young willow in a tub with 91 kilograms of dry soil gets only water. Five years later the same tub holds a large tree: 74 kilograms more tree, 60 grams less soil, and carbon dioxide drifts into its crown.",
      text: `In the 1600s Jan Baptist van Helmont planted a young willow in a tub of soil that he had dried and weighed. For five years he gave it nothing but water. The tree gained about 74 kilograms, while the soil lost only some 60 grams.

So the wood did not come out of the soil. Van Helmont thought that it was all made of water. He was partly right, but he missed an ingredient that he could not see: the air. Most of the dry weight of a tree is carbon and oxygen taken from carbon dioxide, a gas that makes up only about 0.04 percent of the air around us.

How can a leaf turn a thin gas and some water into sugar and solid wood? It needs energy to do it, and that energy falls from the sky as light.`,
    },
    {
      id: "leaf-factory",
      tag: "concept",
      title: "Inside the leaf",
      desc: "How water, carbon dioxide and light meet in the chloroplasts of a leaf's cells.",
      alt: "A cut through a leaf: light from above, water from a vein rising into tall green cells, carbon dioxide entering by a pore below. One chloroplast is magnified and shows its stacked membranes.",
      text: `A leaf is built to bring three things together. Light comes from above, and a broad, thin leaf catches plenty of it. Water arrives from the roots through fine tubes in the veins. Carbon dioxide slips in through tiny pores called stomata, usually on the underside, which the plant can open and close.

They meet inside the leaf's cells, in small green bodies called chloroplasts. One cell often holds dozens of them. Their colour comes from chlorophyll, a pigment that absorbs mainly red and blue light and reflects much of the green, which is why leaves look green to us.

In a chloroplast, stacks of thin membranes hold the chlorophyll. The fluid around them holds the enzymes that build sugar. These two places do the two halves of the work.`,
    },
    {
      id: "two-stages",
      tag: "mechanism",
      title: "Two stages: catch the energy, then build",
      desc: "The light reactions split water and charge ATP and NADPH; the Calvin cycle uses them to turn carbon dioxide into sugar.",
      alt: "A chloroplast: light and water reach a stack of membranes and oxygen leaves; ATP and NADPH pass to the turning Calvin cycle, where carbon dioxide enters and sugar leaves, and ADP and NADP+ come back.",
      text: `The first stage needs light. When chlorophyll absorbs it, electrons are lifted to a higher energy and passed along a chain of molecules in the membrane. The plant replaces those electrons by splitting water. What is left of the water is hydrogen ions and oxygen, and the oxygen leaves the leaf. The captured energy is stored in two carrier molecules, ATP and NADPH.

The second stage, the Calvin cycle, builds sugar. An enzyme called rubisco attaches carbon dioxide to a molecule that is already in the chloroplast. ATP and NADPH then supply what is needed to turn the product into a small sugar, and most of it is recycled to keep the cycle turning.

In sum: 6 carbon dioxide + 6 water, with light, give 1 glucose + 6 oxygen.`,
    },
    {
      id: "what-limits-it",
      tag: "example",
      title: "What sets the pace",
      desc: "Light, carbon dioxide and temperature: the scarcest one limits the rate, as a greenhouse grower knows.",
      alt: "Three curves of the rate of photosynthesis rise together with the light from dawn to noon, then level off: lowest in normal air, higher with more carbon dioxide, highest with warmth as well. Beside them, a greenhouse.",
      text: `Imagine a greenhouse at dawn. As the light grows, photosynthesis speeds up with it: light is in shortest supply, so light sets the pace. By late morning, more light hardly helps. The curve has levelled off because something else is now scarce, usually carbon dioxide. Growers can add some of the gas, and the same light then makes more sugar.

Temperature matters too, because enzymes do the building. In the cold they work slowly; in great heat they begin to fail. And when water is short, a plant closes its stomata to stop drying out, which also shuts out carbon dioxide.

The rule behind all this is called the law of limiting factors: the scarcest ingredient decides the speed, and adding more of the others changes little.`,
    },
    {
      id: "recap",
      tag: "recap",
      title: "Why it matters to everyone",
      desc: "Photosynthesis feeds nearly every food chain, made the oxygen we breathe and moves carbon out of the air.",
      alt: "A circle that links a plant in sunlight and a rabbit: oxygen and food go from the plant to the animal, water and carbon dioxide go back, and energy is set free.",
      text: `A leaf takes in carbon dioxide and water, uses light to rearrange their atoms, and keeps sugar while letting oxygen go. With that sugar a plant fuels its own cells, stores starch, and builds cellulose, the stuff of wood and cotton. That is where van Helmont's willow came from.

Nearly every food chain starts here. When you eat bread, or an animal that ate grass, you use sunlight that a plant has stored. Almost all the oxygen in the air was also released by photosynthesis, much of it by algae and bacteria in the sea over billions of years.

Animals and plants alike undo the process when they respire: sugar and oxygen become carbon dioxide and water again, and the stored energy is set free to be used.`,
    },
  ],
};
