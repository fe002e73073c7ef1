-- CreateTable
CREATE TABLE "erasure" (
    "shop_id" TEXT NOT NULL,
    "mark" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "erasure_pkey" PRIMARY KEY ("shop_id","mark")
);
