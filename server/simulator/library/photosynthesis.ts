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
    },
    {
      id: "leaf-factory",
      tag: "concept",
      title: "Inside the leaf",
      desc: "How water, carbon dioxide and light meet in the chloroplasts of a leaf's cells.",
      alt: "A cut through a leaf: light from above, water from a vein rising into tall green cells, carbon dioxide entering by a pore below. One chloroplast is magnified and shows its stacked membranes.",
    },
    {
      id: "two-stages",
      tag: "mechanism",
      title: "Two stages: catch the energy, then build",
      desc: "The light reactions split water and charge ATP and NADPH; the Calvin cycle uses them to turn carbon dioxide into sugar.",
      alt: "A chloroplast: light and water reach a stack of membranes and oxygen leaves; ATP and NADPH pass to the turning Calvin cycle, where carbon dioxide enters and sugar leaves, and ADP and NADP+ come back.",
    },
    {
      id: "what-limits-it",
      tag: "example",
      title: "What sets the pace",
      desc: "Light, carbon dioxide and temperature: the scarcest one limits the rate, as a greenhouse grower knows.",
      alt: "Three curves of the rate of photosynthesis rise together with the light from dawn to noon, then level off: lowest in normal air, higher with more carbon dioxide, highest with warmth as well. Beside them, a greenhouse.",
    },
    {
      id: "recap",
      tag: "recap",
      title: "Why it matters to everyone",
      desc: "Photosynthesis feeds nearly every food chain, made the oxygen we breathe and moves carbon out of the air.",
      alt: "A circle that links a plant in sunlight and a rabbit: oxygen and food go from the plant to the animal, water and carbon dioxide go back, and energy is set free.",
    },
  ],
};
