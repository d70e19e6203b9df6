import type { LibraryTopic } from "./topic.ts";

export const waterCycle: LibraryTopic = {
  title: "The water cycle: a journey without an end",
  phrases: [
    "water cycle",
    "hydrologic cycle",
    "hydrological cycle",
    "how does the water cycle work",
    "where does rain come from",
    "where rain comes from",
    "how does it rain",
    "how is rain made",
    "how does rain form",
    "how rain forms",
    "why does it rain",
    "water cycle on earth",
    "earth water cycle",
    "evaporation condensation and precipitation",
  ],
  steps: [
    {
      id: "old-water",
      tag: "hook",
      title: "The water in your glass is ancient",
      desc: "The same water has moved between sea, sky and land for billions of years.",
      alt: "A glass of water whose depth is time: today at the surface, below it a glacier, dinosaurs, a fern forest and, four billion years down, the first ocean. Drops wander up through all of them.",
    },
    {
      id: "going-up",
      tag: "concept",
      title: "Going up: evaporation and transpiration",
      desc: "How the Sun's warmth and the leaves of plants put invisible water vapour into the air.",
      alt: "The Sun warms the sea and arrows of invisible vapour rise from it; in a lens one water molecule breaks away while salt stays. Beside it a tree drinks with its roots and lets vapour out of its leaves.",
    },
    {
      id: "cloud-to-rain",
      tag: "mechanism",
      title: "From vapour to cloud to rain",
      desc: "Rising air cools, vapour condenses on dust, and droplets grow until they fall.",
      alt: "Bubbles of warm air rise, expand and cool into a cloud. Three lenses show a droplet on dust, drops that join and a drop that falls as rain; above the line of 0 °C are ice crystals, and snow falls on a peak.",
    },
    {
      id: "back-to-sea",
      tag: "example",
      title: "Many ways back to the sea",
      desc: "One shower on a hillside: runoff, soaking in, groundwater, snow, and plants.",
      alt: "A hillside cut open: runoff reaches the sea in days, water that soaks in creeps along as groundwater for years, snow waits in a glacier for centuries, and a tree drinks a part.",
    },
    {
      id: "recap",
      tag: "recap",
      title: "The cycle in one look",
      desc: "Up by the Sun, down by gravity; why it matters for fresh water and for weather.",
      alt: "A ring of four arrows, clockwise: evaporation that the Sun drives, condensation, precipitation that gravity pulls down, and flow to the sea. Inside it a small world with Sun, sea, cloud and mountains.",
    },
  ],
};
