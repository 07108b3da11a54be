/** Every part of the kit in every state, with made-up data; the address chooses theme, language and density. */
import { styled } from "@mui/material/styles";
import type { ComponentType, ReactNode } from "react";
import { Section } from "../kit/Section";
import { color } from "../theme/vars";
import { Banners } from "./pieces/Banners";
import { Buttons } from "./pieces/Buttons";
import { Charts } from "./pieces/Charts";
import { Chips } from "./pieces/Chips";
import { Dates } from "./pieces/Dates";
import { Dialogs } from "./pieces/Dialogs";
import { Fields } from "./pieces/Fields";
import { Icons } from "./pieces/Icons";
import { Lists } from "./pieces/Lists";
import { Medicines } from "./pieces/Medicines";
import { Names } from "./pieces/Names";
import { Nothing } from "./pieces/Nothing";
import { Tables } from "./pieces/Tables";
import { Tags } from "./pieces/Tags";
import { Telling } from "./pieces/Telling";
import { Types } from "./pieces/Types";

const PIECES: readonly { id: string; title: string; Piece: ComponentType; wide?: boolean }[] = [
  { id: "banners", title: "Patient banner", Piece: Banners, wide: true },
  { id: "chips", title: "Sync chip, highest first", Piece: Chips },
  { id: "telling", title: "Callouts, progress, undo", Piece: Telling },
  { id: "buttons", title: "Buttons", Piece: Buttons },
  { id: "fields", title: "Fields", Piece: Fields },
  { id: "medicines", title: "Medicine line", Piece: Medicines },
  { id: "tags", title: "Tags and values", Piece: Tags },
  { id: "nothing", title: "Nothing here", Piece: Nothing },
  { id: "charts", title: "Trends", Piece: Charts, wide: true },
  { id: "tables", title: "Tables", Piece: Tables, wide: true },
  { id: "lists", title: "Lists, tabs, search", Piece: Lists },
  { id: "names", title: "Names", Piece: Names },
  { id: "dates", title: "Dates and amounts", Piece: Dates },
  { id: "types", title: "Type", Piece: Types },
  { id: "icons", title: "Icons, 20 grid, stroke 1.6", Piece: Icons },
  { id: "dialogs", title: "Dialog", Piece: Dialogs },
];

const Sheet = styled("main")({
  minBlockSize: "100vh",
  padding: "clamp(16px, 3vw, 40px)",
  background: color.surface.sheet,
  "& > h1": { marginBlockEnd: 24 },
});
const Grid = styled("div")({
  display: "grid",
  gap: "32px 40px",
  maxInlineSize: 1360,
  gridTemplateColumns: "repeat(auto-fill, minmax(min(100%, 22rem), 1fr))",
  "& > [data-wide]": { gridColumn: "1 / -1" },
  "& > div": { minInlineSize: 0 },
});
const Body = styled("div")({ display: "grid", gap: 12, paddingBlockStart: 14 });

export const Gallery = ({ only }: { only: string | null }): ReactNode => (
  <Sheet>
    <h1>Components</h1>
    <Grid>
      {PIECES.filter(({ id }) => only === null || only.split(",").includes(id)).map(({ id, title, Piece, wide }) => (
        <div key={id} {...(wide || only === id ? { "data-wide": "" } : {})}>
          <Section title={title}>
            <Body>
              <Piece />
            </Body>
          </Section>
        </div>
      ))}
    </Grid>
  </Sheet>
);
