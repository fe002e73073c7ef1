import { useId } from "react";
import type { CalibrationBin } from "../../core/scoring/model-card.ts";
import { wilson } from "../../core/scoring/intervals.ts";
import { figureWords } from "./model-words.ts";

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT] = [340, 260, 52, 40, 12, 24];
const STEPS = 4;

/** Where the axes may end, for chances; beyond them the numbers choose. */
const ENDS = [0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1];

/**
 * What was told beside what came, one point for each bin: on the line it kept its word. Whiskers hold the truth in 95 of 100
 * cases, where chances are told. The same stands below as a table.
 */
export function CalibrationPlot({ bins, what }: { bins: readonly CalibrationBin[]; what: string }) {
  const id = useId();
  const chances = bins.every(({ until, observed }) => until <= 1 && observed <= 1);
  const end = endOf(bins, chances);
  const x = (value: number): number => LEFT + (Math.min(value, end) / end) * (WIDTH - LEFT - RIGHT);
  const y = (value: number): number => HEIGHT - BOTTOM - (Math.min(value, end) / end) * (HEIGHT - BOTTOM - TOP);
  const most = Math.max(...bins.map(({ n }) => n));
  const ticks = Array.from({ length: STEPS + 1 }, (_, step) => (end / STEPS) * step);
  const say = (value: number): string => (chances ? percent(value, end) : figureWords(value));
  return (
    <div className="ag-calibration">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-labelledby={`${id}-title ${id}-desc`}>
        <title id={`${id}-title`}>{`${what}: what was told, and what came`}</title>
        <desc id={`${id}-desc`}>{`${bins.length} points. ${bins.map((bin) => `Told ${say(bin.predicted)}, came ${say(bin.observed)}`).join("; ")}.`}</desc>
        {ticks.map((tick) => (
          <g key={tick} className="ag-axis">
            <line x1={x(tick)} x2={x(tick)} y1={y(0)} y2={y(end)} />
            <line x1={x(0)} x2={x(end)} y1={y(tick)} y2={y(tick)} />
            <text x={x(tick)} y={y(0) + 16} textAnchor="middle">{say(tick)}</text>
            <text x={x(0) - 6} y={y(tick) + 4} textAnchor="end">{say(tick)}</text>
          </g>
        ))}
        <line className="ag-diagonal" x1={x(0)} y1={y(0)} x2={x(end)} y2={y(end)} />
        {bins.map((bin) => {
          const sure = chances ? wilson(Math.round(bin.observed * bin.n), bin.n) : null;
          return (
            <g key={bin.from} className="ag-bin">
              {sure && <line x1={x(bin.predicted)} x2={x(bin.predicted)} y1={y(sure.low)} y2={y(sure.high)} />}
              <circle cx={x(bin.predicted)} cy={y(bin.observed)} r={3 + 4 * Math.sqrt(bin.n / most)} />
            </g>
          );
        })}
        <text className="ag-axis-title" x={(LEFT + WIDTH - RIGHT) / 2} y={HEIGHT - 6} textAnchor="middle">what was told</text>
        <text className="ag-axis-title" transform={`translate(12 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)`} textAnchor="middle">what came</text>
      </svg>
      <p className="ag-quiet">Each point is a tenth or so of those it was tried on, larger where there are more. On the line, what was told is what came.</p>
      <details className="ag-fold">
        <summary>The same as a table</summary>
        <table className="ag-bins">
          <thead>
            <tr>
              <th scope="col">Told between</th>
              <th scope="col">How many</th>
              <th scope="col">Told on average</th>
              <th scope="col">What came</th>
            </tr>
          </thead>
          <tbody>
            {bins.map((bin) => (
              <tr key={bin.from}>
                <td>{`${say(bin.from)} – ${say(bin.until)}`}</td>
                <td>{figureWords(bin.n)}</td>
                <td>{say(bin.predicted)}</td>
                <td>{say(bin.observed)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  );
}

function endOf(bins: readonly CalibrationBin[], chances: boolean): number {
  const most = Math.max(...bins.map(({ predicted, observed }) => Math.max(predicted, observed)), Number.EPSILON);
  if (chances) return ENDS.find((end) => end >= most) ?? 1;
  const size = 10 ** Math.floor(Math.log10(most));
  return Math.ceil(most / size) * size;
}

function percent(value: number, end: number): string {
  const share = value * 100;
  return `${end < 0.2 ? Number(share.toFixed(1)) : Math.round(share)} %`;
}
