import type { LibraryTopic } from "./topic.ts";

export const fractions: LibraryTopic = {
  title: "Fractions: numbers between the whole ones",
  phrases: [
    "fractions",
    "fraction",
    "how do fractions work",
    "what is a fraction",
    "what are fractions",
    "adding fractions",
    "how to add fractions",
    "how do you add fractions",
    "equivalent fractions",
    "multiplying fractions",
    "fractions in math",
    "fractions in maths",
    "fractions in mathematics",
  ],
  steps: [
    {
      id: "three-for-four",
      tag: "hook",
      title: "Three pizzas for four friends",
      desc: "A fair share that no whole number can name.",
      alt: "Three round pizzas, each cut into four quarters; below, four plates for Mia, Ben, Ida and Tom with three slices each, one from every pizza.",
    },
    {
      id: "top-and-bottom",
      tag: "concept",
      title: "What the two numbers say",
      desc: "The denominator names the size of the parts, the numerator counts them; a fraction is one point on the number line.",
      alt: "A large 3/4 with its numerator and denominator named, a plate with three quarters of a pizza, and a ruler from 0 to 2 on which three hops of a quarter lead to 3/4.",
    },
    {
      id: "same-size-parts",
      tag: "mechanism",
      title: "Same value, other parts: how to add",
      desc: "Equivalent fractions give parts of one size, and parts of one size can be counted together.",
      alt: "Half a cake cut into three sixths, under it a third of a cake cut into two sixths, and below a line one board that holds all five sixths.",
    },
    {
      id: "part-of-a-part",
      tag: "example",
      title: "A part of a part",
      desc: "Multiplying fractions as taking a part of a part, seen in a garden; dividing as asking how often it fits.",
      alt: "A square garden of twelve beds: two of three columns are planted, a rope runs round three of four rows, and the six beds in both grow tomatoes, one half of the garden.",
    },
    {
      id: "recap",
      tag: "recap",
      title: "What to keep",
      desc: "The rules in short, each with its reason, and the link to decimals and percentages.",
      alt: "Three quarters of a pizza in the middle and four cards around it: cake for 3/6 + 2/6 = 5/6, a garden for 3/4 × 2/3 = 1/2, bars for 2/3 < 3/4, and a ruler for 0.75 = 75 %.",
    },
  ],
};
