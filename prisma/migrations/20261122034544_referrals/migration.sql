-- CreateTable
CREATE TABLE "referral" (
    "shop_id" TEXT NOT NULL,
    "order_ref" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "profile_id" UUID NOT NULL,
    "friend_id" UUID NOT NULL,
    "place" TEXT,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "state" JSONB NOT NULL,

    CONSTRAINT "referral_pkey" PRIMARY KEY ("shop_id","order_ref")
);

-- CreateIndex
CREATE INDEX "referral_shop_id_profile_id_idx" ON "referral"("shop_id", "profile_id");

-- CreateIndex
CREATE INDEX "referral_shop_id_friend_id_idx" ON "referral"("shop_id", "friend_id");

-- CreateIndex
CREATE INDEX "referral_shop_id_place_idx" ON "referral"("shop_id", "place");

-- CreateIndex
CREATE INDEX "action_made_idx" ON "action"("made");
