-- CreateTable
CREATE TABLE "send_pace" (
    "channel" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "send_pace_pkey" PRIMARY KEY ("channel")
);

-- CreateTable
CREATE TABLE "periodic_run" (
    "shop_id" TEXT NOT NULL,
    "job" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "periodic_run_pkey" PRIMARY KEY ("shop_id", "job")
);
