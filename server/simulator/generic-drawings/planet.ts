import type { Palette } from "./palettes.ts";

/** A planet with a ring: what is behind it, the planet itself, and what is before it. */
export interface Planet {
  defs: string;
  behind: string;
  ball: string;
  before: string;
}

/** The tilt of the ring in degrees, right side down. */
const TILT = 14;

/** Draws a planet around `x`, `y`; its ring is `wide` units from the middle to its end. */
export function drawPlanet(palette: Palette, x: number, y: number, radius: number, wide: number): Planet {
  const ring = `<ellipse cx="${x}" cy="${y}" rx="${wide}" ry="${Math.round(wide * 0.26)}" transform="rotate(${TILT} ${x} ${y})"`;
  const slope = Math.tan((TILT * Math.PI) / 180);
  const [left, right] = [y - x * slope, y + (640 - x) * slope].map(Math.round);
  const band = `${ring} fill="none" stroke="${palette.shade}" stroke-width="9" opacity=".5"/>
${ring} fill="none" stroke="${palette.line}" stroke-width="2"/>`;
  return {
    defs: `<radialGradient id="ball" cx=".36" cy=".28" r=".85"><stop offset=".1" stop-color="${palette.plate[0]}"/><stop offset=".65" stop-color="${palette.plate[1]}"/><stop offset="1" stop-color="${palette.shade}"/></radialGradient>
<clipPath id="before"><path d="M0 ${left} L640 ${right} V400 H0Z"/></clipPath>`,
    behind: band,
    ball: `<circle cx="${x}" cy="${y}" r="${radius}" fill="url(#ball)" stroke="#fff" stroke-width="3"/>`,
    before: `<g clip-path="url(#before)">${band}
${ring} fill="none" stroke="#fff" stroke-width="4" stroke-dasharray="1 27" stroke-linecap="round"><animate attributeName="stroke-dashoffset" from="0" to="-56" dur="6s" repeatCount="indefinite"/></ellipse></g>`,
  };
}
