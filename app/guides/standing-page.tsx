import { useLoaderData } from '@remix-run/react';
import { Article } from './article';
import type { loadStandingPage } from './standing-page.server';

export function StandingPage() {
  const { page, html } = useLoaderData<typeof loadStandingPage>();
  return <Article {...page} html={html} />;
}
