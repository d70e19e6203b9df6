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
      text: `Look at a world map and push South America across the Atlantic in your mind. Its eastern bulge fits into the bend of Africa, almost like two pieces of a puzzle.

In 1912 the German scientist Alfred Wegener proposed that this is no accident. He had more than shapes. Fossils of Mesosaurus, a small reptile of shallow inland waters, are found in southern Africa and in South America, and nowhere else. It could hardly have swum an ocean. Bands of the same old rock break off on one coast and go on at the other.

Wegener concluded that the continents were once joined, and he called that land Pangaea. But he could not explain what force would move a continent, and most geologists of his time did not believe him. The answer lay on the sea floor.`,
    },
    {
      id: "shell-in-pieces",
      tag: "concept",
      title: "A shell in pieces",
      desc: "The rigid lithosphere is broken into plates that rest on hot, slowly flowing rock.",
      alt: "A curved cut through the outer Earth: one stiff plate, about a hundred kilometres thick, carries ocean floor and a continent up to a border in the ocean. Below it the hot asthenosphere flows slowly.",
      text: `The Earth's outer shell is cold, stiff rock. It includes the crust and the uppermost part of the mantle, and it is called the lithosphere. On average it is about 100 kilometres thick, and it is broken into seven or eight large plates and a number of smaller ones.

The plates rest on a layer of the mantle called the asthenosphere. This is not a sea of lava. It is almost entirely solid rock, but so hot that it can flow very slowly, a little like ice in a glacier.

A plate is not the same as a continent. The African plate carries Africa and a wide piece of the Atlantic floor. Continents are the thick, light parts of the plates, riding along. Plates move between about one and ten centimetres a year, roughly as fast as your fingernails grow.`,
    },
    {
      id: "what-drives-them",
      tag: "mechanism",
      title: "What moves the plates",
      desc: "New sea floor is made at ridges, old sea floor sinks at trenches, and its weight pulls the plate along.",
      alt: "A conveyor belt of ocean floor: hot rock rises at a ridge, the new floor moves away to both sides, and on the right the old, cold floor sinks at a trench under a continent with a volcano.",
      text: `Along the middle of the oceans run long ridges. There the plates part, hot rock from below rises and partly melts, and the melt hardens into new sea floor. As the floor moves away from the ridge it cools, and grows denser and thicker.

After tens of millions of years it has become heavy enough to sink. At deep trenches it bends down under another plate and slides into the mantle. This is called subduction. The sinking slab pulls the rest of its plate behind it, like a heavy tablecloth slipping off a table. Most geologists hold this slab pull to be the strongest of the driving forces, together with the push from the raised ridges and slow currents in the mantle.

That is why hardly any ocean floor is older than 200 million years, while some rocks of the continents are about four billion years old.`,
    },
    {
      id: "three-borders",
      tag: "example",
      title: "Three kinds of borders",
      desc: "Plates part in Iceland, collide in the Himalaya and slide past each other in California.",
      alt: "Three blocks cut out of the Earth: two plates move apart with a volcano between them, two continents push up mountains, and two plates slide past each other until a road across the fault breaks.",
      text: `Where plates part, new land is born. Iceland sits on such a border, the Mid-Atlantic Ridge, and grows wider by about two centimetres a year.

Where plates meet, it depends on what they carry. If ocean floor meets a continent, the denser ocean floor goes under. Water from the sinking plate lowers the melting point of the rock above it, and a chain of volcanoes rises, as in the Andes. If two continents meet, both are too light to sink. They crumple upwards: India has been pushing into Asia for some 50 million years, and the Himalaya is the result.

Where plates slide past each other, as along the San Andreas Fault in California, the rock sticks, bends and suddenly slips. That slip is an earthquake.`,
    },
    {
      id: "recap",
      tag: "recap",
      title: "A restless planet",
      desc: "The whole idea in short, and what it explains about earthquakes, volcanoes and mountains.",
      alt: "A dark world map with the borders of the plates as glowing lines. Volcanoes and earthquakes lie along them, the Atlantic grows wider, and a rift runs through East Africa.",
      text: `The Earth's stiff shell is broken into plates that rest on hot rock which flows slowly. Sea floor is made at ridges and sinks at trenches, and as it sinks it pulls the plates along. Continents are passengers: they gather, break apart and gather again.

One idea explains what once looked unrelated. Most earthquakes and volcanoes lie in narrow belts, because those belts are the borders of the plates. Mountain chains stand where plates collide or once collided. And Wegener's fossils lie on two coasts because an ocean opened between them.

It goes on as you read. Satellites measure the motion to within millimetres. The Atlantic will be a little wider next year, and Africa is slowly tearing apart along its great eastern rift.`,
    },
  ],
};
