import { styled } from "@mui/material/styles";
import { type ReactNode, useContext } from "react";
import { useText } from "../../../i18n/text";
import { NowContext, useFormat } from "../../../kit/useFormat";
import { color, type } from "../../../theme/vars";
import { type Dispute, letterOf } from "../dispute";
import { overlapOf, spanOf, type Track, tracksOf } from "../timeline";
import { useWords } from "../words";

const WIDTH = 888;
const LEFT = 24;
const TOP = 34;
const STEP = 28;
/** A shorter window than this is no window that anybody could read, in ms. */
const WINDOW_MIN = 60_000;
/** Nearer to the end than this a label stands before its point. */
const TURN = 130;

const Box = styled("div")({
  marginBlockStart: 16,
  "& svg": { display: "block", inlineSize: "100%", blockSize: "auto" },
  "& text": { ...type("micro"), fill: color.text.muted, fontFamily: "inherit" },
  "& text[data-letter]": { fill: color.text.ink, fontWeight: 640 },
  "& [data-on]": { stroke: color.border.rule, strokeWidth: 2, fill: "none" },
  "& [data-off]": { stroke: color.border.control, strokeWidth: 2, fill: "none", strokeDasharray: "2 3" },
  "& [data-window]": { fill: color.waiting.tint },
  "& [data-decided]": { fill: color.needs.fill },
  "& [data-sent]": { fill: color.surface.sheet, stroke: color.waiting.line, strokeWidth: 2 },
});

interface Scale {
  at: (moment: number) => number;
  end: number;
}

const Lane = ({ track, letter, y, scale, words }: LaneProps): ReactNode => {
  const decided = scale.at(track.decided);
  const from = track.from === null ? LEFT : Math.max(LEFT, scale.at(track.from));
  const until = track.sent === null ? scale.end : scale.at(track.sent);
  const before = (x: number): boolean => x > scale.end - TURN;
  const label = (x: number): object =>
    before(x) ? { x: x - 10, textAnchor: "end" as const } : { x: x + 10, textAnchor: "start" as const };
  // Two labels on one lane may not meet: they then stand together after the later point.
  const close = track.sent !== null && Math.abs(until - decided) < 110;
  return (
    <g>
      <text data-letter="" x={0} y={y + 4}>
        {letter}
      </text>
      <path data-on="" d={`M${LEFT} ${y}H${from}`} />
      <path data-off="" d={`M${from} ${y}H${until}`} />
      {track.sent === null ? null : <path data-on="" d={`M${until} ${y}H${scale.end}`} />}
      <circle data-decided="" cx={decided} cy={y} r={5} />
      <text {...label(close ? until : decided)} y={y - 7}>
        {close ? `${words.decided}, ${words.sent}` : words.decided}
      </text>
      {track.sent === null ? null : <circle data-sent="" cx={until} cy={y} r={5} />}
      {close ? null : track.sent === null ? (
        <text x={scale.end} y={y + 15} textAnchor="end">
          {words.sent}
        </text>
      ) : (
        <text {...label(until)} y={y - 7}>
          {words.sent}
        </text>
      )}
    </g>
  );
};

interface LaneProps {
  track: Track;
  letter: string;
  y: number;
  scale: Scale;
  words: { decided: string; sent: string };
}

/** When each was out of contact, decided and sent: why neither could see the other. Time runs left to right everywhere. */
export const TimeLine = ({ dispute }: { dispute: Dispute }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const now = useContext(NowContext)();
  const words = useWords(dispute);
  const tracks = tracksOf(dispute.alternatives);
  if (tracks === null) return null;
  const span = spanOf(tracks, now);
  const end = WIDTH - 16;
  const scale: Scale = {
    at: (moment) => LEFT + ((moment - span.from) / (span.to - span.from)) * (end - LEFT),
    end,
  };
  const overlap = overlapOf(tracks, now);
  const bottom = TOP + (tracks.length - 1) * STEP + 18;
  const said = [
    ...tracks.map((track, at) => {
      const args = { letter: letterOf(at), decided: format.staffDateTime(track.decided) };
      return track.sent === null
        ? text("decisions-time-track-unsent", args)
        : text("decisions-time-track", { ...args, sent: format.staffDateTime(track.sent) });
    }),
    ...(overlap
      ? [
          text("decisions-time-both", {
            from: format.staffDateTime(overlap.from),
            to: format.staffDateTime(overlap.to),
          }),
        ]
      : []),
  ].join(" ");
  return (
    <Box dir="ltr">
      <svg viewBox={`0 0 ${WIDTH} ${bottom + 26}`} role="img" aria-label={`${text("decisions-time-line")}. ${said}`}>
        {overlap && overlap.to - overlap.from >= WINDOW_MIN ? (
          <Window overlap={overlap} scale={scale} bottom={bottom} words={words.lasting} />
        ) : null}
        {tracks.map((track, at) => (
          <Lane
            key={letterOf(at)}
            track={track}
            letter={letterOf(at)}
            y={TOP + at * STEP}
            scale={scale}
            words={{
              decided: text("decisions-time-decided", { time: format.clock(track.decided) }),
              sent:
                track.sent === null
                  ? text("decisions-time-unsent")
                  : text("decisions-time-sent", { time: format.clock(track.sent) }),
            }}
          />
        ))}
        <Axis span={span} overlap={overlap} scale={scale} y={bottom} />
      </svg>
    </Box>
  );
};

interface WindowProps {
  overlap: { from: number; to: number };
  scale: Scale;
  bottom: number;
  words: (ms: number) => string;
}

const Window = ({ overlap, scale, bottom, words }: WindowProps): ReactNode => {
  const text = useText();
  const from = Math.max(LEFT, scale.at(overlap.from));
  const to = Math.min(scale.end, scale.at(overlap.to));
  const inside = to - from > 190;
  return (
    <>
      <rect data-window="" x={from} y={0} width={to - from} height={bottom} rx={4} />
      <text
        x={inside ? to - 10 : Math.min(to + 8, scale.end)}
        y={14}
        textAnchor={inside || to > scale.end - 190 ? "end" : "start"}
      >
        {text("decisions-time-window", { time: words(overlap.to - overlap.from) })}
      </text>
    </>
  );
};

interface AxisProps {
  span: { from: number; to: number };
  overlap: { from: number; to: number } | null;
  scale: Scale;
  y: number;
}

/** Dates under the line, those of the window before those of its ends; none over another. */
const Axis = ({ span, overlap, scale, y }: AxisProps): ReactNode => {
  const format = useFormat();
  const wanted = [...(overlap ? [overlap.from, overlap.to] : []), span.from, span.to];
  const placed: { moment: number; x: number }[] = [];
  for (const moment of wanted) {
    const x = Math.min(scale.end, Math.max(LEFT, scale.at(moment)));
    if (placed.every((one) => Math.abs(one.x - x) > 140)) {
      placed.push({ moment, x });
    }
  }
  return placed.map(({ moment, x }) => (
    <g key={moment}>
      <path data-on="" d={`M${x} ${y}v5`} />
      <text x={x} y={y + 20} textAnchor={x < 90 ? "start" : x > scale.end - 90 ? "end" : "middle"}>
        {format.staffDateTime(moment)}
      </text>
    </g>
  ));
};
