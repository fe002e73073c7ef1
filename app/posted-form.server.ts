/** What was posted; an unreadable body is an empty form. Mail providers post forms or multipart (RFC 8058, 3.2). */
export async function postedForm(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch {
    return new FormData();
  }
}
