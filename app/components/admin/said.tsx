/** What came of something that was asked, told to screen readers too. */
export function Said({ said, failed }: { said: string; failed: boolean }) {
  return (
    <p className="ag-said" role={failed ? "alert" : "status"} data-failed={failed || undefined}>
      {said}
    </p>
  );
}
