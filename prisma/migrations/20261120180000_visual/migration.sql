-- AlterTable
ALTER TABLE "Run" ADD COLUMN     "pinnedAt" TIMESTAMPTZ(3),
ADD COLUMN     "shareToken" TEXT;

-- AlterTable
ALTER TABLE "RunStep" ADD COLUMN     "wish" TEXT;

-- CreateTable
CREATE TABLE "ModelReply" (
    "key" TEXT NOT NULL,
    "tier" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "uses" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "ModelReply_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "ModelReply_createdAt_idx" ON "ModelReply"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Run_shareToken_key" ON "Run"("shareToken");
