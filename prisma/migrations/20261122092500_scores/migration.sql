-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "models" JSONB;

-- CreateTable
CREATE TABLE "model_fit" (
    "shop_id" TEXT NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "in_force_from" TIMESTAMPTZ(3) NOT NULL,
    "models" JSONB NOT NULL,
    "cards" JSONB NOT NULL,

    CONSTRAINT "model_fit_pkey" PRIMARY KEY ("shop_id","as_of")
);

-- CreateTable
CREATE TABLE "product_model" (
    "shop_id" TEXT NOT NULL,
    "ref" TEXT NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "state" JSONB NOT NULL,

    CONSTRAINT "product_model_pkey" PRIMARY KEY ("shop_id","ref")
);

-- CreateTable
CREATE TABLE "score_run" (
    "shop_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "because" TEXT NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER,
    "phase" TEXT,
    "cursor" UUID,
    "as_of" TIMESTAMPTZ(3),
    "reason" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "drift" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "score_run_pkey" PRIMARY KEY ("shop_id")
);

-- CreateIndex
CREATE INDEX "score_run_due_at_idx" ON "score_run"("due_at") WHERE "due_at" IS NOT NULL;
