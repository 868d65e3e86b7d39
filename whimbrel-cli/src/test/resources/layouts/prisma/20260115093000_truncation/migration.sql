-- AlterTable
ALTER TABLE "Message" ADD COLUMN     "wasTruncated" BOOLEAN NOT NULL DEFAULT false;

