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
      text: `Four friends have three pizzas and want to share them fairly. One whole pizza for each is too much, since there are only three. None at all is too little. The fair share lies somewhere between 0 and 1, and no whole number can name it.

Here is a way to do it. Cut every pizza into four equal slices. That makes twelve slices, and each friend takes three of them. A slice is one of the four equal parts of a pizza, a quarter. So each friend gets three quarters, which we write as 3/4.

Look at what happened: we divided 3 by 4, and the answer is 3/4. A fraction is a division that has become a number. With fractions every fair share has a name, however awkward the guests.`,
    },
    {
      id: "top-and-bottom",
      tag: "concept",
      title: "What the two numbers say",
      desc: "The denominator names the size of the parts, the numerator counts them; a fraction is one point on the number line.",
      alt: "A large 3/4 with its numerator and denominator named, a plate with three quarters of a pizza, and a ruler from 0 to 2 on which three hops of a quarter lead to 3/4.",
      text: `In 3/4 the bottom number, the denominator, says into how many equal parts one whole is divided. It names the size of the parts. The top number, the numerator, counts how many of these parts we have. So 3/4 means: quarters, three of them.

A larger denominator means smaller parts. A slice of a pizza cut into eight is smaller than a slice of one cut into four, so 1/8 is less than 1/4, even though 8 is more than 4.

A fraction is also a single number with its own place on the number line. Divide the stretch from 0 to 1 into four equal steps, take three of them, and you stand at 3/4. You may walk on: five such steps bring you to 5/4, which is one whole and a quarter.`,
    },
    {
      id: "same-size-parts",
      tag: "mechanism",
      title: "Same value, other parts: how to add",
      desc: "Equivalent fractions give parts of one size, and parts of one size can be counted together.",
      alt: "Half a cake cut into three sixths, under it a third of a cake cut into two sixths, and below a line one board that holds all five sixths.",
      text: `Cut every half of a cake into three pieces. Nobody gets more or less, but now one half is three sixths: 1/2 = 3/6. Multiplying the top and the bottom by the same number changes the parts, not the amount. Such fractions are called equivalent. Going the other way, 6/8 becomes 3/4 when both numbers are divided by 2.

This is the key to adding. Halves and thirds cannot be counted together, just as 2 metres and 30 centimetres do not make 32 of anything. First make parts of one size. For 1/2 + 1/3, sixths fit both: 1/2 = 3/6 and 1/3 = 2/6. Now count: 3 sixths and 2 sixths are 5 sixths, so the sum is 5/6.

Never add the bottom numbers. They only name the size of the parts.`,
    },
    {
      id: "part-of-a-part",
      tag: "example",
      title: "A part of a part",
      desc: "Multiplying fractions as taking a part of a part, seen in a garden; dividing as asking how often it fits.",
      alt: "A square garden of twelve beds: two of three columns are planted, a rope runs round three of four rows, and the six beds in both grow tomatoes, one half of the garden.",
      text: `Two thirds of a garden are planted, and three quarters of that part are tomatoes. How much of the garden grows tomatoes? We want 3/4 of 2/3, and “of” here means times.

Draw the garden as a square. Cut it into three columns and shade two. Cut it into four rows and mark three. Now there are 3 × 4 = 12 equal fields, and 2 × 3 = 6 of them are both shaded and marked. So 3/4 × 2/3 = 6/12 = 1/2. Top times top, bottom times bottom, and the square shows why. The result is smaller than either number, because we took only a part of a part.

Dividing asks how often something fits. How many half litre glasses fill 3 litres? Six, so 3 ÷ 1/2 = 6.`,
    },
    {
      id: "recap",
      tag: "recap",
      title: "What to keep",
      desc: "The rules in short, each with its reason, and the link to decimals and percentages.",
      alt: "Three quarters of a pizza in the middle and four cards around it: cake for 3/6 + 2/6 = 5/6, a garden for 3/4 × 2/3 = 1/2, bars for 2/3 < 3/4, and a ruler for 0.75 = 75 %.",
      text: `A fraction is a number that comes from dividing: 3/4 is 3 divided by 4. The bottom names the size of the parts, and the top counts them. Multiply or divide both by the same number, and the value stays the same.

To add or subtract, first make the parts equal in size, then count them. To multiply, take a part of a part: top times top, bottom times bottom. To compare two fractions, make their parts equal too: 2/3 is 8/12 and 3/4 is 9/12, so 3/4 is the larger.

Decimals and percentages are fractions in other clothes. A tenth is 0.1, a hundredth is 1 percent, and 3/4 is 0.75 or 75 percent. You meet them in recipes, in prices, in music and on every ruler.`,
    },
  ],
};
