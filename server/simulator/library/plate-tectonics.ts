import type { LibraryTopic } from "./topic.ts";

export const plateTectonics: LibraryTopic = {
  title: "Plate tectonics: how the continents move",
  phrases: [
    "plate tectonics",
    "tectonic plates",
    "tectonic plate movement",
    "how do tectonic plates move",
    "how tectonic plates move",
    "why do tectonic plates move",
    "movement of tectonic plates",
    "theory of plate tectonics",
    "plate tectonics theory",
    "continental drift",
    "how do continents move",
    "how the continents move",
    "why do continents move",
    "why do the continents drift",
    "earth's tectonic plates",
  ],
  steps: [
    {
      id: "puzzle",
      tag: "hook",
      title: "A puzzle on the world map",
      desc: "The coasts of Africa and South America fit together, and the fossils on both sides agree.",
      alt: "A map on which South America glides across the Atlantic until its coast lies against Africa. Bands of old rock and the places where the reptile Mesosaurus is found then meet.",
    },
    {
      id: "shell-in-pieces",
      tag: "concept",
      title: "A shell in pieces",
      desc: "The rigid lithosphere is broken into plates that rest on hot, slowly flowing rock.",
      alt: "A curved cut through the outer Earth: one stiff plate, about a hundred kilometres thick, carries ocean floor and a continent up to a border in the ocean. Below it the hot asthenosphere flows slowly.",
    },
    {
      id: "what-drives-them",
      tag: "mechanism",
      title: "What moves the plates",
      desc: "New sea floor is made at ridges, old sea floor sinks at trenches, and its weight pulls the plate along.",
      alt: "A conveyor belt of ocean floor: hot rock rises at a ridge, the new floor moves away to both sides, and on the right the old, cold floor sinks at a trench under a continent with a volcano.",
    },
    {
      id: "three-borders",
      tag: "example",
      title: "Three kinds of borders",
      desc: "Plates part in Iceland, collide in the Himalaya and slide past each other in California.",
      alt: "Three blocks cut out of the Earth: two plates move apart with a volcano between them, two continents push up mountains, and two plates slide past each other until a road across the fault breaks.",
    },
    {
      id: "recap",
      tag: "recap",
      title: "A restless planet",
      desc: "The whole idea in short, and what it explains about earthquakes, volcanoes and mountains.",
      alt: "A dark world map with the borders of the plates as glowing lines. Volcanoes and earthquakes lie along them, the Atlantic grows wider, and a rift runs through East Africa.",
    },
  ],
};
