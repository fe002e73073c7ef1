-- AlterTable
ALTER TABLE "shop" ADD COLUMN "write_key_hash" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "shop_write_key_hash_key" ON "shop"("write_key_hash");

-- Visitors of whom nothing is known but a browser's id are no customers: the list must not walk through them.
DROP INDEX "profile_list";
CREATE INDEX "profile_list" ON "profile" ("shop_id", (coalesce("last_seen_at", '1970-01-01Z'::timestamptz)) DESC, "id" DESC)
  WHERE "merged_into" IS NULL AND ("orders" > 0 OR "email" IS NOT NULL OR "phone" IS NOT NULL OR "name" <> 'Guest');

-- Profiles know which ids of the shop's website are theirs; those written before knew none.
UPDATE "profile" SET "state" = '{"users":[]}'::jsonb || "state" WHERE NOT "state" ? 'users';
