import { connection, headline, opened } from '../store.ts';
import { Alerts } from './alerts.tsx';
import { Containers } from './containers.tsx';
import { Header } from './header.tsx';
import { Help } from './help.tsx';
import { MacStrip } from './mac-strip.tsx';
import { MapDialog } from './map-dialog.tsx';
import { RowDialog } from './row-dialog.tsx';
import { Sources } from './sources.tsx';
import { TileDialog } from './tile-dialog.tsx';
import { Trading } from './trading.tsx';
import { TradingDialog } from './trading-dialog.tsx';

export function App() {
  return (
    <div
      class={connection.value.kind === 'live' ? 'board' : 'board frozen'}
      data-tone={headline.value.tone}
    >
      <Header />
      <main>
        <MacStrip />
        <Trading />
        <Alerts />
        <Containers />
      </main>
      <Sources />
      <OpenDialog />
    </div>
  );
}

function OpenDialog() {
  const open = opened.value;
  switch (open.kind) {
    case 'nothing':
      return null;
    case 'help':
      return <Help />;
    case 'trading':
      return <TradingDialog />;
    case 'tile':
      return <TileDialog id={open.id} />;
    case 'map':
      return <MapDialog at={open.at} />;
    case 'row':
      return <RowDialog key={open.id} id={open.id} from={open.from} />;
  }
}
