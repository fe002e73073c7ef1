import type { OrderView } from "./order-view.ts";
import { fill } from "./words.ts";
import type { Words } from "./words.ts";

export function Parcels({ parcels, words }: { parcels: OrderView["parcels"]; words: Words }) {
  if (parcels.length === 0) return null;
  return (
    <section className="card">
      <h2>{words.parcels}</h2>
      {parcels.map((parcel, index) => (
        <div className="parcel" key={index}>
          <p>
            <b>{parcel.carrier ? fill(words.with, { carrier: parcel.carrier }) : fill(words.parcel, { n: String(index + 1) })}</b>
            {parcel.arrived && <> · {words.event["shipment.delivered"]}</>}
            {parcel.trackingNumber && (
              <>
                <br />
                <span className="quiet">
                  {words.number} <code>{parcel.trackingNumber}</code>
                </span>
              </>
            )}
          </p>
          {parcel.url ? (
            <a className="button second" href={parcel.url} target="_blank" rel="noopener noreferrer">
              {words.follow}
            </a>
          ) : (
            !parcel.arrived && !parcel.trackingNumber && <p className="quiet">{words.noCarrier}</p>
          )}
        </div>
      ))}
    </section>
  );
}
