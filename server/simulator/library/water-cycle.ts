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
      text: `The water in your glass is far older than the glass, the house and the mountains outside. Most of Earth's water has been here for billions of years. It has been sea and cloud, snow and sap, and part of it has surely passed through creatures that lived long before us.

About 97 percent of it lies in the oceans and is salty. Much of the small rest is locked up in ice or hidden underground. Rivers, lakes and the air together hold only a tiny share, and yet every land plant and animal depends on it.

How can so little be enough? Because it never stands still. Water leaves the sea, falls on the land and runs back, again and again. Two things drive this journey: the heat of the Sun and the pull of gravity.`,
    },
    {
      id: "going-up",
      tag: "concept",
      title: "Going up: evaporation and transpiration",
      desc: "How the Sun's warmth and the leaves of plants put invisible water vapour into the air.",
      alt: "The Sun warms the sea and arrows of invisible vapour rise from it; in a lens one water molecule breaks away while salt stays. Beside it a tree drinks with its roots and lets vapour out of its leaves.",
      text: `In liquid water the molecules jostle one another without pause. Now and then one at the surface moves fast enough to break away into the air as vapour. This is evaporation. It happens well below boiling, which is why wet clothes dry on a line, and it goes faster with warmth, wind and dry air.

Breaking away takes energy, and most of it comes from sunlight. The salt of the sea stays behind, so the vapour is fresh water.

Plants add their share. They draw water from the soil and let most of it out again through small pores in their leaves, which is called transpiration. Still, the oceans supply by far the largest part of the vapour in the air. You cannot see it: water vapour is an invisible gas. What you see over a kettle is already tiny drops.`,
    },
    {
      id: "cloud-to-rain",
      tag: "mechanism",
      title: "From vapour to cloud to rain",
      desc: "Rising air cools, vapour condenses on dust, and droplets grow until they fall.",
      alt: "Bubbles of warm air rise, expand and cool into a cloud. Three lenses show a droplet on dust, drops that join and a drop that falls as rain; above the line of 0 °C are ice crystals, and snow falls on a peak.",
      text: `When air rises, the pressure around it drops, so it expands and cools. Cool air can hold less vapour than warm air before some of it must turn to liquid. The vapour then condenses on floating specks of dust, salt or smoke, and billions of tiny droplets become a cloud.

A cloud droplet is so small that the slightest rising air keeps it up. It takes roughly a million of them to make one raindrop. They grow by bumping into each other, or, in cold clouds, as ice crystals that take up vapour until they are heavy enough to sink.

Then gravity wins. What falls is called precipitation: rain, snow, sleet or hail, depending on the temperatures on the way down. On average a water molecule spends only about nine or ten days in the air.`,
    },
    {
      id: "back-to-sea",
      tag: "example",
      title: "Many ways back to the sea",
      desc: "One shower on a hillside: runoff, soaking in, groundwater, snow, and plants.",
      alt: "A hillside cut open: runoff reaches the sea in days, water that soaks in creeps along as groundwater for years, snow waits in a glacier for centuries, and a tree drinks a part.",
      text: `Picture a shower on a hillside. Some drops run straight down over rock and roads into a stream. That is runoff, and it may reach the sea in days or weeks. Other drops soak into the soil. Roots drink part of that water, and leaves soon breathe it out again.

The rest sinks deeper, until it fills the cracks and pores of rock. This groundwater creeps along, sometimes only metres a year, and comes out in springs, wells and riverbeds. It is the reason why many rivers still flow after weeks without rain.

High on a mountain the shower falls as snow. It may wait there until spring, or be pressed into a glacier and wait for centuries. The routes differ greatly in time, yet sooner or later they all lead back to the sea.`,
    },
    {
      id: "recap",
      tag: "recap",
      title: "The cycle in one look",
      desc: "Up by the Sun, down by gravity; why it matters for fresh water and for weather.",
      alt: "A ring of four arrows, clockwise: evaporation that the Sun drives, condensation, precipitation that gravity pulls down, and flow to the sea. Inside it a small world with Sun, sea, cloud and mountains.",
      text: `The Sun lifts water into the air by evaporation, with help from the leaves of plants. Rising air cools, the vapour condenses into clouds, and gravity brings the water down as rain or snow. On the ground it runs off, soaks in, freezes or is drunk, and sooner or later most of it returns to the sea.

The cycle makes fresh water out of salt water, all the time and without any machine. It also moves heat: the energy that evaporation takes up is set free where clouds form, and it helps to power storms.

The total amount of water hardly changes. What changes is where it is and for how long. A warmer world evaporates more water, so heavy rains tend to become heavier, while dry places may dry out faster.`,
    },
  ],
};
