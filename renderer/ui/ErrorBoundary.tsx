// Keeps a crash inside one panel: says so plainly, offers to try again, lets the rest go on.
import { Component, type ErrorInfo, type ReactNode } from "react";

interface Props {
  readonly title: string;
  readonly hint: string;
  readonly retry: string;
  readonly children: ReactNode;
}

export class ErrorBoundary extends Component<Props, { readonly failure: string | undefined }> {
  override state: { readonly failure: string | undefined } = { failure: undefined };

  static getDerivedStateFromError(error: unknown): { failure: string } {
    return { failure: error instanceof Error ? error.message : String(error) };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    // A bug: the console keeps where it happened.
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    if (this.state.failure === undefined) return this.props.children;
    return (
      <div className="notice" role="alert">
        <strong>{this.props.title}</strong>
        <p>{this.props.hint}</p>
        <p className="notice__detail">{this.state.failure}</p>
        <button type="button" className="button" onClick={() => this.setState({ failure: undefined })}>
          {this.props.retry}
        </button>
      </div>
    );
  }
}
