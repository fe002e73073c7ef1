-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "dedupe" TEXT,
ADD COLUMN     "source" TEXT NOT NULL DEFAULT 'webhook';

-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "journeys_from" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "connection" (
    "shop_id" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "scopes" TEXT[],
    "connected_at" TIMESTAMPTZ(3) NOT NULL,
    "checked_at" TIMESTAMPTZ(3),
    "subscriptions" JSONB NOT NULL DEFAULT '[]',
    "plan" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "connection_pkey" PRIMARY KEY ("shop_id")
);

-- CreateTable
CREATE TABLE "pull" (
    "shop_id" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "resource" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "cursor" TEXT,
    "since" TIMESTAMPTZ(3),
    "until" TIMESTAMPTZ(3) NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "fresh" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER,
    "note" TEXT,
    "reason" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "pull_pkey" PRIMARY KEY ("shop_id","purpose","resource")
);

-- CreateTable
CREATE TABLE "notice" (
    "id" UUID NOT NULL,
    "shop_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "source" TEXT NOT NULL DEFAULT 'platform',
    "status" TEXT NOT NULL DEFAULT 'pending',
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connect_attempt" (
    "id" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "shop_id" TEXT,
    "reason" TEXT,

    CONSTRAINT "connect_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shopify_session" (
    "id" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "is_online" BOOLEAN NOT NULL DEFAULT false,
    "sealed" TEXT NOT NULL,
    "expires" TIMESTAMPTZ(3),
    "refresh_token_expires" TIMESTAMPTZ(3),

    CONSTRAINT "shopify_session_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "pull_due_at_idx" ON "pull"("due_at") WHERE "status" = 'waiting';

-- CreateIndex
CREATE INDEX "notice_shop_id_created_at_idx" ON "notice"("shop_id", "created_at");

-- CreateIndex
CREATE INDEX "notice_due_at_idx" ON "notice"("due_at") WHERE "status" = 'pending';

-- CreateIndex
CREATE INDEX "connect_attempt_expires_at_idx" ON "connect_attempt"("expires_at");

-- CreateIndex
CREATE INDEX "shopify_session_shop_idx" ON "shopify_session"("shop");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_shop_id_dedupe_key" ON "delivery"("shop_id", "dedupe") WHERE "dedupe" IS NOT NULL;

