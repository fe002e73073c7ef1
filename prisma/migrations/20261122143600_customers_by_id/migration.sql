CREATE INDEX "profile_shop_id_id_idx" ON "profile"("shop_id", "id");
