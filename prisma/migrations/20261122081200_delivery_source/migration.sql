-- CreateIndex
CREATE INDEX "delivery_shop_id_source_id_idx" ON "delivery"("shop_id", "source", "id") WHERE "source" <> 'webhook';
