-- AlterTable
ALTER TABLE "action" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "due_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "action_due_at_idx" ON "action"("due_at") WHERE "status" = 'pending';
