-- CreateTable
CREATE TABLE "shop" (
    "id" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "domain" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "country" TEXT,
    "time_zone" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "secrets" TEXT[],
    "api_key_hash" TEXT NOT NULL,
    "salt" TEXT NOT NULL,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "stats" JSONB NOT NULL DEFAULT '{}',
    "installed_at" TIMESTAMPTZ(3) NOT NULL,
    "uninstalled_at" TIMESTAMPTZ(3),

    CONSTRAINT "shop_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" UUID NOT NULL,
    "shop_id" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "headers" JSONB NOT NULL,
    "body" BYTEA NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "reason" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "processed_at" TIMESTAMPTZ(3),
    "resource" TEXT,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order" (
    "id" UUID NOT NULL,
    "shop_id" TEXT NOT NULL,
    "ref" TEXT NOT NULL,
    "profile_id" UUID,
    "number" TEXT,
    "status" TEXT NOT NULL,
    "placed_at" TIMESTAMPTZ(3),
    "currency" TEXT,
    "total" BIGINT,
    "test" BOOLEAN NOT NULL DEFAULT false,
    "state" JSONB NOT NULL,

    CONSTRAINT "order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "shop_id" TEXT NOT NULL,
    "ref" TEXT NOT NULL,
    "state" JSONB NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("shop_id","ref")
);

-- CreateTable
CREATE TABLE "profile" (
    "id" UUID NOT NULL,
    "shop_id" TEXT NOT NULL,
    "merged_into" UUID,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "phone" TEXT,
    "orders" INTEGER NOT NULL DEFAULT 0,
    "spend" BIGINT NOT NULL DEFAULT 0,
    "last_seen_at" TIMESTAMPTZ(3),
    "first_seen_at" TIMESTAMPTZ(3),
    "state" JSONB NOT NULL,

    CONSTRAINT "profile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identity" (
    "shop_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "profile_id" UUID NOT NULL,

    CONSTRAINT "identity_pkey" PRIMARY KEY ("shop_id","kind","value")
);

-- CreateTable
CREATE TABLE "event" (
    "shop_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "profile_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "data" JSONB NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("shop_id","key")
);

-- CreateTable
CREATE TABLE "journey" (
    "shop_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "journey_pkey" PRIMARY KEY ("shop_id","key")
);

-- CreateTable
CREATE TABLE "journey_version" (
    "shop_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "journey_version_pkey" PRIMARY KEY ("shop_id","key","version")
);

-- CreateTable
CREATE TABLE "enrollment" (
    "id" UUID NOT NULL,
    "shop_id" TEXT NOT NULL,
    "journey" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "profile_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "order_ref" TEXT,
    "status" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,
    "state" JSONB NOT NULL,

    CONSTRAINT "enrollment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision" (
    "id" UUID NOT NULL,
    "shop_id" TEXT NOT NULL,
    "profile_id" UUID NOT NULL,
    "enrollment_id" UUID,
    "journey" TEXT,
    "step" TEXT,
    "content" TEXT,
    "channel" TEXT,
    "class" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "rule" TEXT,
    "reason" TEXT NOT NULL,
    "held_until" TIMESTAMPTZ(3),
    "facts" JSONB NOT NULL,
    "probability" DOUBLE PRECISION NOT NULL DEFAULT 1,
    "message_id" UUID,

    CONSTRAINT "decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message" (
    "id" UUID NOT NULL,
    "shop_id" TEXT NOT NULL,
    "profile_id" UUID NOT NULL,
    "enrollment_id" UUID,
    "order_ref" TEXT,
    "journey" TEXT,
    "step" TEXT,
    "channel" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "send_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "opened_at" TIMESTAMPTZ(3),
    "clicked_at" TIMESTAMPTZ(3),
    "message_id_header" TEXT NOT NULL,
    "subject" TEXT,
    "html" TEXT,
    "text" TEXT,

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in" (
    "id" UUID NOT NULL,
    "shop_id" TEXT NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "demo_clock" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "offset_ms" BIGINT NOT NULL,

    CONSTRAINT "demo_clock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "demo_webhook" (
    "id" BIGSERIAL NOT NULL,
    "shop_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "topic" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "sent" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "demo_webhook_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "shop_api_key_hash_key" ON "shop"("api_key_hash");

-- CreateIndex
CREATE UNIQUE INDEX "shop_platform_domain_key" ON "shop"("platform", "domain");

-- CreateIndex
-- Partial: the sweep asks which shops have something waiting.
CREATE INDEX "delivery_shop_id_idx" ON "delivery"("shop_id") WHERE "status" = 'pending';

-- CreateIndex
CREATE INDEX "delivery_shop_id_id_idx" ON "delivery"("shop_id", "id");

-- CreateIndex
CREATE INDEX "delivery_shop_id_status_id_idx" ON "delivery"("shop_id", "status", "id");

-- CreateIndex
CREATE INDEX "order_shop_id_profile_id_placed_at_idx" ON "order"("shop_id", "profile_id", "placed_at");

-- CreateIndex
CREATE INDEX "order_shop_id_number_idx" ON "order"("shop_id", "number");

-- CreateIndex
CREATE INDEX "order_shop_id_placed_at_idx" ON "order"("shop_id", "placed_at");

-- CreateIndex
CREATE UNIQUE INDEX "order_shop_id_ref_key" ON "order"("shop_id", "ref");

-- CreateIndex
CREATE INDEX "profile_shop_id_email_idx" ON "profile"("shop_id", "email");

-- CreateIndex
CREATE INDEX "identity_profile_id_idx" ON "identity"("profile_id");

-- CreateIndex
CREATE INDEX "event_shop_id_profile_id_at_idx" ON "event"("shop_id", "profile_id", "at");

-- CreateIndex
CREATE INDEX "enrollment_shop_id_profile_id_idx" ON "enrollment"("shop_id", "profile_id");

-- CreateIndex
-- Partial: a million walks that wait for an event, or are over, cost the timer query nothing.
CREATE INDEX "enrollment_due_at_idx" ON "enrollment"("due_at") WHERE "status" = 'active' AND "due_at" IS NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "enrollment_shop_id_journey_key_key" ON "enrollment"("shop_id", "journey", "key");

-- CreateIndex
CREATE INDEX "decision_shop_id_profile_id_at_idx" ON "decision"("shop_id", "profile_id", "at");

-- CreateIndex
CREATE INDEX "decision_shop_id_at_idx" ON "decision"("shop_id", "at");

-- CreateIndex
CREATE INDEX "message_shop_id_created_at_id_idx" ON "message"("shop_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "message_shop_id_profile_id_created_at_idx" ON "message"("shop_id", "profile_id", "created_at");

-- CreateIndex
CREATE INDEX "message_enrollment_id_idx" ON "message"("enrollment_id");

-- CreateIndex
CREATE INDEX "message_shop_id_send_at_idx" ON "message"("shop_id", "send_at") WHERE "status" = 'queued';

-- CreateIndex
CREATE INDEX "message_locked_until_idx" ON "message"("locked_until") WHERE "status" = 'sending';

-- CreateIndex
CREATE INDEX "decision_message_id_idx" ON "decision"("message_id");

-- CreateIndex
CREATE INDEX "demo_webhook_sent_at_idx" ON "demo_webhook"("sent", "at");

-- CreateIndex
CREATE INDEX "message_status" ON "message"("shop_id", "status", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "delivery_topic" ON "delivery"("shop_id", "topic", "id");

-- CreateIndex
CREATE INDEX "enrollment_journey" ON "enrollment"("shop_id", "journey", "entered_at" DESC);

-- Indices on expressions, which the Prisma schema cannot say. The expressions are those of app/models/customer-list.ts, to the letter.
CREATE INDEX "profile_list" ON "profile" ("shop_id", (coalesce("last_seen_at", '1970-01-01Z'::timestamptz)) DESC, "id" DESC) WHERE "merged_into" IS NULL;
CREATE INDEX "profile_search" ON "profile" USING gin (to_tsvector('simple', translate("name" || ' ' || coalesce("email", '') || ' ' || coalesce("phone", ''), '@._+-''', '      '))) WHERE "merged_into" IS NULL;
